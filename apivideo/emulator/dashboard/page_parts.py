"""The parts that the web page is put together from; every value put in is escaped before."""

from __future__ import annotations

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>api.video emulator</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; --line: #8884; --good: #2a8a4a; --bad: #c8442f; }}
body {{ margin: 0 auto; padding: 1.5rem; max-width: 64rem; font: 15px/1.5 system-ui, sans-serif; }}
h1 {{ font-size: 1.4rem; margin: 0; }}
h2 {{ font-size: 1.1rem; margin: 2rem 0 .5rem; }}
p {{ margin: .3rem 0; }}
ul {{ list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }}
li {{ border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }}
li > div {{ padding: .5rem .75rem; overflow-wrap: anywhere; }}
img, iframe {{ display: block; width: 100%; aspect-ratio: 16/9; border: 0; object-fit: cover;
  background: #888; }}
h3 {{ font-size: 1rem; margin: 0; }}
small {{ opacity: .75; }}
.ready, .good {{ color: var(--good); }}
.failed, .bad {{ color: var(--bad); }}
summary {{ cursor: pointer; }}
form {{ display: inline-block; margin: .2rem .8rem .2rem 0; }}
table {{ border-collapse: collapse; width: 100%; font: 13px/1.6 ui-monospace, monospace; }}
th, td {{ text-align: left; padding: .1rem .6rem .1rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }}
td:last-child, th:last-child {{ text-align: right; padding-right: 0; white-space: nowrap; }}
</style>
<script src="{script}" defer></script>
</head>
<body>
<header>
<h1>api.video emulator</h1>
<p>Clients use <code>{address}</code> as their host.</p>
</header>
<main>
<section id="upload">
<h2>Upload</h2>
{form}
</section>
<section id="videos">
<h2>Videos ({count})</h2>
<ul>
{videos}
</ul>
</section>
<section id="requests">
<h2>Requests</h2>
<table>
<thead><tr><th>Time (UTC)</th><th>Method</th><th>Path</th><th>Status</th><th>ms</th></tr></thead>
<tbody>
{requests}
</tbody>
</table>
</section>
</main>
</body>
</html>
"""

VIDEO = """<li id="{id}">
<img src="{thumbnail}" alt="" loading="lazy">
<div>
<h3>{title}</h3>
<p><span class="{word}">{state}</span>{private}</p>
<p><small>{id}<br>{created_at}</small></p>
<details><summary>Player</summary><a href="{player}">Open the player</a></details>
</div>
</li>"""
NO_VIDEO = "<li><div>There is no video yet.</div></li>"

REQUEST = """<tr><td>{at}</td><td>{method}</td><td>{path}</td><td class="{word}">{status}</td>\
<td>{milliseconds}</td></tr>"""
NO_REQUEST = '<tr><td colspan="5">There was no request yet.</td></tr>'

ADMISSION = """<form method="get" action="/#upload">
<label>Upload token <input name="token" value="{token}" required autocomplete="off"></label>
<button>Use it</button>
</form>
<form method="post" action="{make}"><button>Make one for an hour</button></form>
"""
NOT_ADMITTED = '<p class="bad" role="alert">There is no such upload token, or it has expired.</p>'
UPLOAD = """<br>
<form method="post" enctype="multipart/form-data" action="{action}" data-upload>
<input type="file" name="file" accept="video/*" aria-label="Video" required>
<button>Upload</button>
<output></output>
</form>"""

SCRIPT = """"use strict";

const seconds = 2;

async function refresh() {
  const response = await fetch("/", { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const id of ["videos", "requests"]) {
    const old = document.getElementById(id);
    const next = fresh.getElementById(id);
    // A player that is open goes on; what has not changed is left alone.
    if (!old.querySelector("details[open]") && lasting(old) !== lasting(next)) {
      old.replaceWith(next);
    }
  }
}

// Addresses of private videos carry another token each time.
function lasting(section) {
  return section.innerHTML.replace(/([/?]token[/=])[^/"]+/g, "$1");
}

// A player is fetched when somebody wants to see it, since that counts as a play.
function play(event) {
  const link = event.target.open && event.target.querySelector("a");
  if (link) {
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = link.textContent;
    frame.allowFullscreen = true;
    link.replaceWith(frame);
  }
}

function upload(event) {
  event.preventDefault();
  const form = event.target;
  const told = form.querySelector("output");
  const request = new XMLHttpRequest();
  request.upload.onprogress = (progress) => {
    told.textContent = Math.floor((100 * progress.loaded) / progress.total) + " %";
  };
  request.onloadend = () => {
    const response = request.status ? JSON.parse(request.responseText) : {};
    const failure = response.title || "the connection was lost";
    told.textContent = request.status === 201 ? "done" : failure;
    refresh();
  };
  request.open("POST", form.action);
  request.send(new FormData(form));
}

document.addEventListener("toggle", play, true);
for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", upload);
}
setInterval(() => document.hidden || refresh().catch(() => {}), 1000 * seconds);
"""
