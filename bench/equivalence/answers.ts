import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { catalogueFile, catalogueOf } from '../quality/catalogues.ts'
import { type RealOrder, readSets } from '../quality/sets.ts'
import { dice } from '../quality/tasks.ts'
import { ordersFile } from '../quality/through-http.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
/** Shops and questions of the comparison. */
const SHOPS = ['Online Retail', 'Groceries', 'Complete Journey']
export const QUESTIONS = 5_000
/** Largest cart of a question. */
const MAX_IN_CART = 20

/** The answers of one checkout: one line per question, with the compared fields only. */
export type Recorded = { hashes: string[]; answers: string[] }

/** Starts a checkout's own Worker, uploads three real shops to it, mines them and asks 5,000 questions. */
export async function recordAnswers(checkout: string): Promise<Recorded> {
  const sets = readSets().filter(({ name }) => SHOPS.includes(name))
  const recorded: Recorded = { hashes: [], answers: [] }
  for (const { name, train } of sets) {
    const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
    const worker = await startIn(checkout, state)
    try {
      const body = JSON.stringify({ name, currency: 'EUR' })
      const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
      const ids = [...new Set(train.flatMap(({ items }) => items))].sort()
      await upload(worker.url, secret_key, 'items', pricedFile(ids, name))
      await upload(worker.url, secret_key, 'orders', ordersFile(train))
      const model = await liveModel(worker.url, secret_key)
      recorded.hashes.push(`${name}: ${model.hash}`)
      for (const question of questionsOf(ids, train, Math.ceil(QUESTIONS / sets.length))) {
        const answer = await call(worker.url, question.path, secret_key, question.init)
        recorded.answers.push(JSON.stringify([name, question.path, question.init?.body, panelsOf(answer)]))
      }
    } finally {
      worker.stop()
      rmSync(state, { recursive: true, force: true })
    }
  }
  return recorded
}

/** The catalogue with a price for each item, so that there are upgrades: a hash of the id, 1 to 100. */
function pricedFile(ids: readonly string[], name: string): string {
  const [header = '', ...rows] = catalogueFile(ids, catalogueOf(name)).split('\n')
  const price = (id: string) =>
    100 + [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9_901, 7)
  return [
    `${header},price`,
    ...rows.map((row, at) => `${row},${(price(ids[at] ?? '') / 100).toFixed(2)}`),
  ].join('\n')
}

type Question = { path: string; init?: { method: string; body: string } }

/** Yields questions of product pages, carts, the home page and known customers, drawn with a fixed seed. */
function* questionsOf(
  ids: readonly string[],
  train: readonly RealOrder[],
  count: number,
): Generator<Question> {
  const draw = dice(11)
  const item = () => encodeURIComponent(ids[draw(ids.length)] ?? '')
  for (let at = 0; at < count; at += 1) {
    const order = train[draw(train.length)]
    const bought = (order?.items ?? []).slice(0, MAX_IN_CART).map(encodeURIComponent).join()
    const seed = draw(2) === 0 ? encodeURIComponent(order?.items[0] ?? '') : item()
    const limit = 1 + draw(24)
    switch (draw(10)) {
      case 0:
        yield { path: `/v1/recommendations?placement=home&limit=${limit}` }
        break
      case 1:
        yield {
          path: `/v1/recommendations?placement=product&item_id=${seed}&panels=complementary:4,upgrade:2,related:6`,
        }
        break
      case 2:
        yield {
          path: `/v1/recommendations?placement=product&item_id=${seed}&intent=${['upgrade', 'downgrade', 'related'][draw(3)]}`,
        }
        break
      case 3:
        yield { path: '/v1/recommendations', init: { method: 'POST', body: customerQuestion(order, seed) } }
        break
      case 4:
      case 5:
      case 6:
        yield { path: `/v1/recommendations?placement=cart&cart_item_ids=${bought}&limit=${limit}` }
        break
      default:
        yield { path: `/v1/recommendations?placement=product&item_id=${seed}&limit=${limit}` }
    }
  }
}

const customerQuestion = (order: RealOrder | undefined, seed: string): string =>
  JSON.stringify({
    placement: 'cart',
    cart_item_ids: [decodeURIComponent(seed)],
    customer: { customer_id: order?.customer || 'nobody' },
    panels: [{ intent: 'complementary', limit: 8 }, { intent: 'replenish' }],
  })

/** Returns items, order, scores, sources and evidence of every panel. Texts and ids may differ between releases. */
function panelsOf(answer: Record<string, unknown>): unknown {
  const panels = (answer.panels ?? [answer]) as Record<string, unknown>[]
  return panels.map(({ intent, items, spare }) => [
    intent,
    [items, spare].map((list) => (list as Item[]).map(factsOf)),
  ])
}
type Item = Record<string, unknown>
const factsOf = ({
  item_id,
  variant_id,
  score,
  source,
  evidence,
  counts,
  switching,
  due,
  price,
  family,
  gain,
}: Item) => [
  ...[item_id, variant_id, score, source, evidence, counts, switching, due, price, family],
  (gain as Item | undefined)?.parts,
]

/** Runs the checkout's own `tools/raw-worker.ts`, so that its Worker, tables and bundler settings are compared as they are. */
async function startIn(checkout: string, state: string): Promise<{ url: string; stop(): void }> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['tools/raw-worker.ts', state, JSON.stringify(VARS), 'false'],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  )
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{"url"')) resolve(JSON.parse(line).url)
      })
    }
    child.once('close', (code) => reject(new Error(`The Worker of ${checkout} ended with code ${code}.`)))
  })
  return { url, stop: () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL') }
}
