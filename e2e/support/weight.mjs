// What a page weighs, all told: every byte that came over the wire for it, nothing from the cache.
import { wire as wireOf } from "./wire.mjs";

/** Under Security of a site that has every kind of factor it is the most. */
const MOST = 62_000;

/** Begins to weigh a page; gives a function that tells what the present one weighed. */
export async function weigh(page) {
  const wire = await wireOf(page);
  let bytes = 0;
  wire.on("Network.requestWillBeSent", ({ type, redirectResponse }) => {
    if (type === "Document" && !redirectResponse) bytes = 0;
  });
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  return (where) => {
    if (bytes === 0 || bytes > MOST) throw new Error(`${where} weighs ${bytes} bytes; at most ${MOST} are allowed`);
    return bytes;
  };
}
