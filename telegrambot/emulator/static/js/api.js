/** The emulator's test API, and its live socket. */

async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(`/emulator/api${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `HTTP ${response.status}`);
  return answer;
}

export const api = {
  get: (path) => ask("GET", path),
  post: (path, body = {}) => ask("POST", path, body),
  remove: (path) => ask("DELETE", path),
};

/** A socket that comes back by itself. `onEvent(event)` gets every event, `onState(isUp)` every change of luck. */
export class Live {
  constructor({ onEvent, onState }) {
    this.onEvent = onEvent;
    this.onState = onState;
    this.followed = [];
    this.pause = 500;
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/emulator/ws`);
    this.socket.addEventListener("open", () => {
      this.pause = 500;
      this.onState(true);
      this.follow(this.followed);
    });
    this.socket.addEventListener("message", (frame) => this.onEvent(JSON.parse(frame.data)));
    this.socket.addEventListener("close", () => {
      this.onState(false);
      setTimeout(() => this.open(), this.pause);
      this.pause = Math.min(this.pause * 2, 5000);
    });
  }

  /** Whose events to get. The server answers with `following`, and what happened before is then read anew. */
  follow(ids) {
    this.followed = ids;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ follow: ids }));
  }
}
