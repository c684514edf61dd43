// What the page asks of the server.

/** A JSON answer; an error's message says what the server said. */
export async function ask(path, query = new URLSearchParams(), signal = undefined) {
  const text = query.toString();
  const response = await fetch(text ? `${path}?${text}` : path, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail ?? `answer ${response.status}`);
  return response.json();
}

/** The same filters with more parameters. */
export function extended(query, more) {
  const longer = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) if (value !== null) longer.set(name, value);
  return longer;
}

/** Listen for new events from a place on; the browser comes back to where it was by itself. */
export function listen(query, from, { event, reset, state }) {
  const source = new EventSource(`/api/stream?${extended(query, { after: from })}`);
  source.addEventListener("event", (message) => event(JSON.parse(message.data)));
  source.addEventListener("reset", reset);
  source.addEventListener("open", () => state("live"));
  source.addEventListener("error", () => state("lost"));
  return source;
}
