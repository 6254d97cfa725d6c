"use strict";

const refreshSeconds = 2;
const partSize = 64 * 1024 * 1024;
const control = document.body.dataset.control;
const notice = document.getElementById("notice");
const player = document.getElementById("player");

// ---- the lists, kept fresh ----

async function refresh() {
  const response = await fetch("/", { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const next of fresh.querySelectorAll("[data-fresh]")) {
    const old = document.querySelector(`[data-fresh="${next.dataset.fresh}"]`);
    if (lasting(old) !== lasting(next)) {
      replace(old, next);
    }
  }
}

// Addresses of private videos have another token each time; what is open is the reader's matter.
function lasting(element) {
  return element.innerHTML
    .replace(/([/?]token[/=])[^/"]+/g, "$1")
    .replace(/(<details[^>]*?) open=""/g, "$1");
}

function replace(old, next) {
  const open = [...old.querySelectorAll("details[open]")].map((details) => details.id);
  const place = old.contains(document.activeElement) ? placeOf(document.activeElement, old) : null;
  old.innerHTML = next.innerHTML;
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  if (place) focusAt(place, old);
}

const focusable = "a[href]:not([tabindex='-1']), button, summary, pre";

function placeOf(element, list) {
  const item = element.closest("[id]");
  return { id: item && item.id, index: [...(item || list).querySelectorAll(focusable)].indexOf(element) };
}

function focusAt(place, list) {
  const item = (place.id && document.getElementById(place.id)) || list;
  const found = place.index < 0 ? item : item.querySelectorAll(focusable)[place.index];
  if (found) found.focus();
}

// ---- buttons ----

function tell(text) {
  notice.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (notice.textContent = ""), 5000);
}

async function send(method, address, body) {
  try {
    const response = await fetch(address, { method, body });
    if (!response.ok) {
      const problem = await response.json();
      tell(problem.detail || problem.title);
    }
    await refresh();
    return response;
  } catch {
    tell("The emulator does not respond.");
    return null;
  }
}

function play(address) {
  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = "Player";
  frame.allowFullscreen = true;
  player.append(frame);
  player.showModal();
}

player.addEventListener("close", () => player.querySelector("iframe").remove());

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-player]");
  const button = event.target.closest("[data-send]");
  const copy = event.target.closest("[data-copy]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    play(link.href);
  } else if (button) {
    const [method, address] = button.dataset.send.split(" ");
    send(method, address, button.dataset.body);
  } else if (copy) {
    navigator.clipboard.writeText(copy.dataset.copy).then(() => tell("Copied."));
  }
});

// ---- faults ----

const faultForm = document.querySelector("form[data-fault]");

faultForm.elements.effect.addEventListener("change", (event) => {
  const number = event.target.selectedOptions[0].dataset.number;
  faultForm.elements.number.value = number || "";
  faultForm.elements.number.disabled = !number;
});

faultForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const { method, path, times, effect, number } = faultForm.elements;
  const fault = { path: path.value, times: Number(times.value) };
  if (method.value) fault.method = method.value;
  fault[effect.value] = number.disabled ? true : Number(number.value);
  send("POST", control + "faults", JSON.stringify(fault));
});

// ---- uploads ----

const uploadForm = document.querySelector("form[data-upload]");
const chosen = uploadForm.querySelector(".drop span");
const invitation = chosen.innerHTML;

uploadForm.elements.file.addEventListener("change", (event) => {
  const names = [...event.target.files].map((file) => file.name);
  if (names.length) chosen.textContent = names.join(", ");
  else chosen.innerHTML = invitation;
});

uploadForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = [...uploadForm.elements.file.files];
  const token = uploadForm.elements.token.value || (await newToken());
  uploadForm.reset();
  chosen.innerHTML = invitation;
  if (token) await Promise.all(files.map((file) => upload(file, token)));
  refresh();
});

async function newToken() {
  const response = await send("POST", control + "upload-tokens");
  return response && response.ok ? (await response.json()).token : null;
}

async function upload(file, token) {
  const item = document.createElement("li");
  item.innerHTML = '<span></span><output></output><progress max="1" value="0"></progress>';
  const [name, told, bar] = item.children;
  name.textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  document.querySelector(".uploads").prepend(item);
  const total = Math.max(1, Math.ceil(file.size / partSize));
  let videoId, request;
  for (let part = 1; part <= total; part++) {
    const start = (part - 1) * partSize;
    const body = new FormData();
    if (videoId) body.append("videoId", videoId);
    body.append("file", file.slice(start, start + partSize), file.name);
    request = await sendPart(token, `part ${part}/${total}`, body, (loaded) => {
      bar.value = Math.min(1, (start + loaded) / file.size);
      told.textContent = Math.floor(100 * bar.value) + " %";
    });
    if (request.status !== 201) break;
    videoId = JSON.parse(request.responseText).videoId;
  }
  told.className = request.status === 201 ? "done" : "failed";
  told.textContent = request.status === 201 ? "done" : failure(request);
  bar.remove();
}

function sendPart(token, range, body, progressed) {
  const request = new XMLHttpRequest();
  request.upload.onprogress = (progress) => progressed(progress.loaded);
  request.open("POST", "/upload?token=" + encodeURIComponent(token));
  request.setRequestHeader("Content-Range", range);
  return new Promise((done) => {
    request.onloadend = () => done(request);
    request.send(body);
  });
}

function failure(request) {
  if (!request.status) return "The connection was lost.";
  try {
    return JSON.parse(request.responseText).title;
  } catch {
    return "The response was " + request.status + ".";
  }
}

setInterval(() => document.hidden || refresh().catch(() => {}), 1000 * refreshSeconds);
