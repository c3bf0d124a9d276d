"use strict";
// Plays moments of the recording and shows in the text and in the picture where it is.
(() => {
  const LEAD_S = 0.25; // word times are a little late on soft beginnings
  const TAIL_S = 0.35;

  for (const article of document.querySelectorAll("article")) {
    const audio = article.querySelector("audio");
    if (audio) follow(article, audio);
  }
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });

  function follow(article, audio) {
    const words = [...article.querySelectorAll("[data-s]")];
    const starts = words.map((word) => Number(word.dataset.s));
    const said = article.querySelector(".said");
    const note = article.querySelector(".note");
    const line = article.querySelector(".tl");
    const head = line && line.querySelector(".head");
    const length = line ? Number(line.dataset.duration) : 0;
    let stopAt = Infinity;
    let shown = null;
    let frame = 0;

    function play(from, to) {
      for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
      stopAt = to === undefined ? Infinity : to + TAIL_S;
      audio.currentTime = Math.max(0, from - LEAD_S);
      audio.play();
    }

    article.addEventListener("click", (event) => {
      const moment = event.target.closest("button[data-from], g[data-from]");
      const word = event.target.closest("[data-s]");
      if (moment) {
        const { from, to } = moment.dataset;
        play(Number(from), to === undefined ? undefined : Number(to));
      } else if (word && getSelection().isCollapsed) {
        play(Number(word.dataset.s) + LEAD_S);
      } else if (line && line.contains(event.target)) {
        const box = line.getBoundingClientRect();
        play(((event.clientX - box.left) / box.width) * length + LEAD_S);
      }
    });

    function wordAt(time) {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= time) low = middle + 1;
        else high = middle;
      }
      return low ? words[low - 1] : null;
    }

    function show() {
      const time = audio.currentTime;
      if (time >= stopAt) {
        audio.pause();
        stopAt = Infinity;
      }
      if (head) {
        const at = `${Math.min(100, (100 * time) / length)}%`;
        head.setAttribute("x1", at);
        head.setAttribute("x2", at);
      }
      const word = wordAt(time);
      if (word === shown) return;
      if (shown) shown.classList.remove("now");
      shown = word;
      if (!word) return;
      word.classList.add("now");
      keepInView(word);
      const mark = word.closest("mark");
      note.textContent = mark ? mark.dataset.note : "";
    }

    function keepInView(word) {
      // Only the text's own box is scrolled: the page stays where the reader has put it.
      const box = said.getBoundingClientRect();
      const place = word.getBoundingClientRect();
      if (place.top < box.top + 24 || place.bottom > box.bottom - 24) {
        said.scrollTop += place.top - box.top - box.height / 3;
      }
    }

    function tick() {
      show();
      frame = audio.paused ? 0 : requestAnimationFrame(tick);
    }
    audio.addEventListener("play", () => {
      article.classList.add("playing");
      if (!frame) frame = requestAnimationFrame(tick);
    });
    audio.addEventListener("pause", () => article.classList.remove("playing"));
    audio.addEventListener("seeking", () => {
      if (audio.paused) stopAt = Infinity;
      show();
    });
    audio.addEventListener("timeupdate", show); // also where the tab is hidden and no frame is drawn
  }
})();
