greet world
