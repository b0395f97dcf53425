import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { issueText } from '../../../schema/issue-text.ts'
import type { ModelRow } from '../../../schema/models/models.ts'
import { type OutsideFacts, outsideFacts } from '../../../schema/models/outside.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { letOthersRun } from '../../jobs/lease/pace.ts'
import { timeId } from '../../store/ids.ts'
import { acceptUpload, addModelChunk, beginUpload, forgetReceiving } from '../../store/models/outside.ts'
import type { Store } from '../../store/open.ts'
import { readBytes } from '../import/decode/bytes.ts'
import { Lines } from './lines.ts'

/** Bytes of lines in a row: a model of 1 GB needs 840 statements, and D1 allows 1,000 in an invocation. */
const CHUNK_BYTES = 1_200_000

/**
 * Receives a model that was mined outside: its facts in the first line, then its lists, a line each. Nothing takes effect before the
 * last byte is stored and the hash of the lists is the stated one.
 * @returns the id of its run
 * @throws {PairwellError} `damaged_model` with the reason, `unreadable_file`, `file_too_large`, `model_being_built`; nothing stays stored
 */
export async function receiveModel(
  store: Store,
  body: ReadableStream<Uint8Array>,
  now: number,
): Promise<string> {
  const model_id = timeId('mod', now)
  if (!(await beginUpload(store, model_id, now))) throw beingPublished()
  try {
    const { facts, ...received } = await read(body, (seq, text) => addModelChunk(store, model_id, seq, text))
    const { hash, settings } = facts
    const nothing = { finished_at: null, counts: null, refusals: [], gate: null, note: null, outside: null }
    const status = { status: 'queued', cause: 'outside', created_at: now } as const
    const row: ModelRow = { shop_id: store.shop_id, model_id, ...status, settings, hash, ...nothing }
    if (!(await acceptUpload(store, row, { facts, ...received }, now))) throw replaced()
  } catch (thrown) {
    await forgetReceiving(store, model_id)
    throw thrown
  }
  return model_id
}

const beingPublished = () =>
  new PairwellError(
    'model_being_built',
    'A model that was sent before is being checked. Wait until it is live or refused: GET /v1/models.',
  )

const replaced = () =>
  new PairwellError(
    'unavailable',
    'The model was not stored: another one was sent meanwhile, or this one took more than an hour. Send it again, compressed with gzip.',
  )

/** Why a model is refused before anything is stored. */
type Reason = 'no_facts' | 'no_lists' | 'other_hash' | 'other_number' | 'cut_off' | 'long_line' | 'not_utf8'

const damaged = (reason: Reason, message: string, facts: object = {}) =>
  new PairwellError('damaged_model', message, { reason, ...facts })

type Received = { facts: OutsideFacts; chunks: number; bytes: number }

async function read(
  body: ReadableStream<Uint8Array>,
  keep: (seq: number, text: string) => Promise<void>,
): Promise<Received> {
  const lines = new Lines()
  const hash = createHash('sha256')
  let facts: OutsideFacts | undefined
  const received = { chunks: 0, bytes: 0, lists: 0 }
  const store = async (piece: Uint8Array, count: number) => {
    hash.update(piece)
    received.bytes += piece.length
    received.lists += count
    await keep(received.chunks, textOf(piece))
    received.chunks += 1
  }
  for await (const piece of readBytes(body, { sent: 0, unpacked: 0 })) {
    lines.add(piece)
    if (facts === undefined) {
      const first = lines.takeFirst()
      if (first) facts = factsIn(first)
    }
    if (lines.isTooLong) throw damaged('long_line', 'A line of the model is longer than a list can be.')
    if (facts && lines.whole >= CHUNK_BYTES) await lines.take(store)
    await letOthersRun()
  }
  facts ??= factsIn(lines.takeFirst() ?? new Uint8Array())
  await lines.take(store)
  if (lines.rest > 0)
    throw damaged('cut_off', 'The last line of the model does not end. Send the whole file again.')
  compare(facts, received, hash.digest('hex'))
  return { facts, chunks: received.chunks, bytes: received.bytes }
}

/** Compares what arrived with what was stated. */
function compare({ hash, counts }: OutsideFacts, { lists }: { lists: number }, found: string): void {
  if (lists === 0) throw damaged('no_lists', 'The model has no lists. Send model.ndjson after its facts.')
  if (hash !== found) {
    const message = `The lists have the SHA-256 ${found}, but ${hash} was stated: they were changed or are not complete. Send them again as they were written.`
    throw damaged('other_hash', message, { stated: hash, found })
  }
  if (counts.lists !== lists) {
    const message = `The model has ${lists} lists, but ${counts.lists} were stated.`
    throw damaged('other_number', message, { stated: counts.lists, found: lists })
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw damaged('not_utf8', 'The model is not UTF-8. Send it as it was written.')
  }
}

/** The facts in the first line. */
function factsIn(line: Uint8Array): OutsideFacts {
  const say =
    'The first line has to be the facts of the model, model.ndjson.json in one line: npm run mine -- --publish sends it so.'
  let value: unknown
  try {
    value = JSON.parse(textOf(line))
  } catch {
    throw damaged('no_facts', say)
  }
  const facts = v.safeParse(outsideFacts, value)
  if (facts.success) return facts.output
  const issues = facts.issues
    .slice(0, 5)
    .map((issue) => `${v.getDotPath(issue) ?? ''}: ${issueText(issue.message)}`)
  throw damaged('no_facts', `${say} ${issues.join(' ')}`)
}
