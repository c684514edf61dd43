// The filters: one set, in the address of the page, in the form and in every request.

export const FIELDS = [
  "type", "mode", "status", "country", "actor_country", "sector", "actor", "text", "source",
  "box", "from", "to", "date_of", "min_confidence",
];

/** The filters in the address. */
export function current() {
  const given = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const name of FIELDS) for (const value of given.getAll(name)) if (value.trim()) kept.append(name, value);
  return kept;
}

/** Put filters into the address, as a step that "back" undoes, and let the page follow. */
export function change(query) {
  const text = query.toString();
  if (text === current().toString()) return;
  history.pushState(null, "", text ? `?${text}` : location.pathname);
  dispatchEvent(new Event("filters"));
}

/** Set some filters, an empty value taking one away; the others stay. */
export function set(values) {
  const query = current();
  for (const [name, value] of Object.entries(values)) {
    query.delete(name);
    if (value) query.append(name, value);
  }
  change(sorted(query));
}

/** Take one value of a filter away. */
export function remove(name, value) {
  const query = new URLSearchParams();
  for (const [known, given] of current()) if (known !== name || given !== value) query.append(known, given);
  change(query);
}

function sorted(query) {
  const ordered = new URLSearchParams();
  for (const name of FIELDS) for (const value of query.getAll(name)) ordered.append(name, value);
  return ordered;
}
