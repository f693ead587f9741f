// Speaking with the preview's server.

export async function get(path) {
  return (await fetch(`/acts/${path}`)).json();
}

/** Carries out an act. Gives the answer, which has an `error` when it was refused. */
export async function act(path, body) {
  const isFile = body instanceof Blob;
  try {
    const answer = await fetch(`/acts/${path}`, { method: "POST", body: isFile ? body : JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { error: "The preview has ended: start bot preview again." };
  }
}

/** Calls `change` with every change of a message, from the first one on, and `lost` when the server is gone. */
export function watch(change, lost) {
  const source = new EventSource("/acts/news");
  source.addEventListener("message", (event) => change(JSON.parse(event.data)));
  source.addEventListener("error", lost);
}
