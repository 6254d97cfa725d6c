// What a page does that uploads with the options of the service's uploader for browsers.
"use strict";

const smallestPart = 5 * 1024 * 1024;

class Refused extends Error {}

class Uploader {
  constructor(host, options) {
    this.host = host;
    this.options = options;
    this.videoId = options.videoId;
    this.accessToken = options.accessToken;
    this.refreshToken = options.refreshToken;
    this.requests = 0;
  }

  async send(range, part, name) {
    const { retries = 5, retryStrategy = () => 0 } = this.options;
    for (let attempt = 0; ; attempt++) {
      const response = await this.attempt(range, part, name);
      if (response.status === 401 && this.refreshToken) {
        await this.refresh();
      } else if (response.status >= 500 && attempt < retries) {
        await new Promise((done) => setTimeout(done, retryStrategy(attempt)));
      } else {
        const body = await response.json();
        if (!response.ok) throw new Refused(body.type ? body.type.split("/").pop() : body.title);
        this.videoId = body.videoId;
        return body;
      }
    }
  }

  attempt(range, part, name) {
    const { uploadToken, apiKey } = this.options;
    const body = new FormData();
    if (uploadToken && this.videoId) body.append("videoId", this.videoId);
    body.append("file", part, name);
    const headers = {};
    if (range) headers["Content-Range"] = range;
    if (apiKey) headers.Authorization = "Basic " + btoa(apiKey + ":");
    if (this.accessToken) headers.Authorization = "Bearer " + this.accessToken;
    const path = uploadToken ? "/upload?token=" + uploadToken : `/videos/${this.videoId}/source`;
    this.requests++;
    return fetch(this.host + path, { method: "POST", headers, body });
  }

  async refresh() {
    const body = JSON.stringify({ refreshToken: this.refreshToken });
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(this.host + "/auth/refresh", { method: "POST", headers, body });
    const tokens = await response.json();
    this.accessToken = tokens.access_token;
    this.refreshToken = tokens.refresh_token;
  }
}

async function uploadFile(host, options, file) {
  const uploader = new Uploader(host, options);
  const { maxVideoDuration, chunkSize = 50 * 1024 * 1024 } = options;
  if (maxVideoDuration && (await durationOf(file)) > maxVideoDuration) {
    return { refused: "too long", requests: uploader.requests };
  }
  const name = options.videoName || file.name;
  const total = Math.ceil(file.size / chunkSize);
  return report(uploader, async () => {
    let video;
    for (let part = 1; part <= total; part++) {
      const range = total > 1 ? `part ${part}/${total}` : null;
      const start = (part - 1) * chunkSize;
      video = await uploader.send(range, file.slice(start, start + chunkSize), name);
    }
    return video;
  });
}

// Parts come one by one, as from a recorder; how many there will be is known with the last.
async function uploadParts(host, options, parts) {
  const uploader = new Uploader(host, options);
  const name = options.videoName || "recording.mp4";
  let waiting = [];
  let number = 0;
  const size = () => waiting.reduce((sum, part) => sum + part.size, 0);
  const flush = (total) => {
    const part = new Blob(waiting);
    waiting = [];
    number++;
    return uploader.send(`part ${number}/${total || number}`, part, name);
  };
  return report(uploader, async () => {
    for (const part of parts) {
      const isEnough = !options.mergeSmallPartsBeforeUpload || size() >= smallestPart;
      if (waiting.length && isEnough) await flush("*");
      waiting.push(part);
      if (!options.preventEmptyParts && !options.mergeSmallPartsBeforeUpload) await flush("*");
    }
    return flush();
  });
}

async function report(uploader, upload) {
  try {
    const video = await upload();
    return { videoId: video.videoId, title: video.title, requests: uploader.requests };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refused: error.message, requests: uploader.requests };
  }
}

function durationOf(file) {
  const video = document.createElement("video");
  return new Promise((done, failed) => {
    video.onloadedmetadata = () => done(video.duration);
    video.onerror = failed;
    video.src = URL.createObjectURL(file);
  });
}

// A file whose bytes tell where they are from.
function bytes(size, seed = 0) {
  return new Blob([Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8) + seed) % 251)]);
}
