/* The map on paper: before printing all of it is drawn, sharp, onto a canvas that only the print shows. */

const MOST_PIXELS = 5000;
const TITLES = 40;

function printWith(map, data, lang) {
  const box = document.getElementById("canvas");
  const paper = document.getElementById("paper");

  function before() {
    const drawing = map.drawing();
    const [left, top, right, bottom] = drawing.bounds;
    const [width, height] = [right - left + 2 * PAD, bottom - top + 2 * PAD + (drawing.centres.length ? TITLES : 0)];
    const scale = Math.min(2, MOST_PIXELS / Math.max(width, height));
    document.body.classList.toggle("tall", height > width);
    [paper.width, paper.height] = [Math.round(width * scale), Math.round(height * scale)];
    map.network.setSize(`${paper.width}px`, `${paper.height}px`);
    map.network.moveTo({ scale, position: { x: left - PAD + width / 2, y: bottom + PAD - height / 2 } });
    map.network.redraw();
    const context = paper.getContext("2d");
    context.drawImage(box.querySelector("canvas"), 0, 0, paper.width, paper.height);
    context.font = `600 ${14 * scale}px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = "center";
    drawing.centres.forEach((x, place) => {
      const { note, width, [lang()]: name } = data.columns[place];
      const title = cut(context, note ? `${name}  ${note}` : name, (width + 60) * scale);
      context.fillText(title, (x - left + PAD) * scale, (PAD + 14) * scale);
    });
  }

  function after() {
    map.network.setSize("100%", "100%");
    map.network.redraw();
    map.read();
  }

  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
}
