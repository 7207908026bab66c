// Commonplace works without this. With it, a time in a transcript plays the video on the page, the moment being
// spoken is shown, and each paragraph offers its own address to the mouse.
(function () {
  "use strict";

  var player = document.querySelector("video, audio");
  var times = Array.prototype.slice.call(document.querySelectorAll("[data-seek]"));

  function second() {
    var match = /^#t=(\d+)$/.exec(location.hash);
    return match ? Number(match[1]) : null;
  }

  function seek() {
    var start = second();
    if (player && start !== null) {
      player.currentTime = start;
    }
  }

  function start() {
    var playing = player.play();
    if (playing) {
      playing.catch(function () {}); // the player itself says what is wrong
    }
  }

  function follow() {
    var now = null;
    times.forEach(function (time) {
      var moment = time.parentNode;
      moment.classList.remove("now");
      if (Number(time.dataset.seek) <= player.currentTime) {
        now = moment;
      }
    });
    if (now && !player.paused) {
      now.classList.add("now");
    }
  }

  if (player && times.length) {
    times.forEach(function (time) {
      time.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) {
          return;
        }
        event.preventDefault();
        history.replaceState(null, "", "#t=" + time.dataset.seek);
        player.currentTime = Number(time.dataset.seek);
        start();
      });
    });
    player.addEventListener("timeupdate", follow);
    player.addEventListener("pause", follow);
    window.addEventListener("hashchange", seek);
    seek();
  }

  var page = document.querySelector("[data-link-words]");
  if (page && window.matchMedia("(hover: hover)").matches) {
    Array.prototype.forEach.call(document.querySelectorAll(".prose p[id], .prose li[id]"), function (passage) {
      var link = document.createElement("a");
      link.className = "place-link";
      link.href = "#" + passage.id;
      link.title = page.dataset.linkWords;
      link.textContent = "¶";
      link.tabIndex = -1;
      link.setAttribute("aria-hidden", "true");
      passage.appendChild(link);
    });
  }
})();
