import { createReadStream, createWriteStream, openAsBlob, readFileSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Pairwell } from '../../packages/client/src/client.ts'

/** Milliseconds for sending: 95 MB on a slow line. */
const SENDING = 900_000

/** What became of a model that was sent. */
export type Verdict = { isLive: boolean; bytes: number; says: string[] }

/**
 * Sends a model with its facts (`<path>.json`), and waits until the deployment has published or refused it. A call that fails on its way
 * is repeated under one Idempotency-Key, so that the model is sent once.
 * @param path lists, a line each @throws {PairwellError} of the client, with what the API says
 */
export async function publishModel(client: Pairwell, path: string): Promise<Verdict> {
  const sent = `${path}.gz`
  try {
    await pipeline(Readable.from(linesOf(path)), createGzip(), createWriteStream(sent))
    const body = await openAsBlob(sent)
    const { model_id } = await client.call('POST /v1/models/outside', { body, timeout: SENDING })
    const { status, refusals, counts, outside, note } = await client.mined(model_id)
    const left = Object.entries(outside?.dropped ?? {}).flatMap(([what, number]) =>
      number > 0 ? [`left out ${what.replaceAll('_', ' ')}: ${number}`] : [],
    )
    const isLive = status === 'live'
    const ended = isLive
      ? `The model ${model_id} is live, with ${counts?.lists} lists.`
      : `The model ${model_id} was not published (${status}: ${refusals.join(', ')}). The one before it is still served.`
    return { isLive, bytes: body.size, says: [ended, ...left, ...(note ? [note] : [])] }
  } finally {
    rmSync(sent, { force: true })
  }
}

/** The facts in one line, and the lists as they are. */
async function* linesOf(path: string): AsyncGenerator<string | Buffer> {
  const facts: unknown = JSON.parse(readFileSync(`${path}.json`, 'utf8'))
  yield `${JSON.stringify(facts)}\n`
  yield* createReadStream(path)
}
