// Makes tables sortable, gives them a filter, and prints what is folded. All can be read without it.
(function () {
  "use strict";
  function text(row, index) {
    var cell = row.children[index];
    return cell ? (cell.getAttribute("data-s") || cell.textContent).trim() : "";
  }
  function compare(index, down) {
    return function (a, b) {
      var x = text(a, index);
      var y = text(b, index);
      var n = Number(x) - Number(y);
      var order = x !== "" && y !== "" && !isNaN(n)
        ? n : x.toLowerCase() < y.toLowerCase() ? -1 : x.toLowerCase() > y.toLowerCase() ? 1 : 0;
      return down ? -order : order;
    };
  }
  function sortable(table) {
    var heads = table.querySelectorAll("thead th");
    heads.forEach(function (head, index) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows).sort(compare(index, down));
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }
  function filterable(table) {
    var scroll = table.parentNode;
    var bar = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var count = document.createElement("span");
    bar.className = "filter";
    label.textContent = "Filter ";
    input.type = "search";
    count.setAttribute("role", "status");
    label.appendChild(input);
    bar.appendChild(label);
    bar.appendChild(count);
    scroll.parentNode.insertBefore(bar, scroll);
    input.addEventListener("input", function () {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var content = row.textContent.toLowerCase();
        var hit = words.every(function (word) { return content.indexOf(word) >= 0; });
        row.hidden = !hit;
        shown += hit ? 1 : 0;
      });
      count.textContent = words.length ? " " + shown + " of " + table.tBodies[0].rows.length : "";
    });
  }
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  document.querySelectorAll("table[data-tools]").forEach(function (table) {
    sortable(table);
    filterable(table);
  });
})();
