wave
