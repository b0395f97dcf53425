import { parentPort, workerData } from 'node:worker_threads'

/**
 * A shopper of the other shop, in a thread of its own: what the bench itself computes must not count as waiting. Asks every
 * 10 ms, and posts how long each answer took, in milliseconds.
 */
for (;;) {
  const began = performance.now()
  await (await fetch(workerData)).arrayBuffer()
  parentPort?.postMessage(performance.now() - began)
  await new Promise((resolve) => setTimeout(resolve, 10))
}
