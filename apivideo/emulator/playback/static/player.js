"use strict";

// The options in the fragment, as in #autoplay;t=5, and those in the query; the fragment wins.
function readOptions() {
  const found = Object.fromEntries(new URLSearchParams(location.search));
  for (const option of location.hash.slice(1).split(";")) {
    const [, name, value] = option.match(/^([\w-]*)(?:[=:](.*))?$/) || [];
    if (name) found[name] = decoded(value || "");
  }
  return found;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a % that encodes nothing
  }
}

function showSubtitles(video) {
  const tracks = [...video.querySelectorAll("track")];
  const chosen = tracks.find((track) => track.default) || tracks[0];
  if (chosen) chosen.track.mode = "showing";
}

// An advertisement is the first file of a VAST document. The film follows, whatever happens to it.
async function showAdvertisement(video, address) {
  const film = video.getAttribute("src");
  const { controls, loop } = video;
  try {
    const response = await fetch(address);
    const document = new DOMParser().parseFromString(await response.text(), "text/xml");
    const texts = (name) => [...document.querySelectorAll(name)].map((one) => one.textContent.trim());
    const [file] = texts("MediaFile");
    if (!file) return;
    Object.assign(video, { src: file, controls: false, loop: false });
    video.dataset.playing = "advertisement";
    await new Promise((done, failed) => {
      video.addEventListener("ended", done, { once: true });
      video.addEventListener("error", failed, { once: true });
      video.play().then(() => texts("Impression").forEach((one) => (new Image().src = one)), failed);
    });
  } catch {
    console.warn("The advertisement cannot be played.");
  } finally {
    if (video.getAttribute("src") !== film) Object.assign(video, { src: film, controls, loop });
    video.dataset.playing = "film";
  }
}

async function main() {
  const options = readOptions();
  const video = document.querySelector("video");
  document.querySelector("h1").hidden = "hide-title" in options;
  if (!video) return;
  video.controls = !("hide-controls" in options);
  video.loop = "loop" in options;
  video.muted = "muted" in options;
  if ("hide-poster" in options) video.removeAttribute("poster");
  if ("show-subtitles" in options) showSubtitles(video);
  if (options.adTagUrl && "autoplay" in options) {
    await showAdvertisement(video, options.adTagUrl);
  } else if (options.adTagUrl) {
    video.addEventListener("play", () => {
      video.pause();
      showAdvertisement(video, options.adTagUrl).then(() => begin(video, options, true));
    }, { once: true });
  }
  begin(video, options, "autoplay" in options);
}

async function begin(video, options, play) {
  const seconds = Number(options.t);
  if (seconds > 0) {
    video.currentTime = seconds; // where it begins, once it is known
    await new Promise((done) => video.addEventListener("seeked", done, { once: true }));
  }
  if (play) video.play().catch(() => {}); // a browser may refuse to play aloud unasked
}

main();
