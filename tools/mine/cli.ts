import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { ApiError, PairwellError as CallError } from '../../packages/client/src/errors.ts'
import type { RowError } from '../../schema/imports/imports.ts'
import { type ModelRow, miningSettings } from '../../schema/models/models.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { deploymentAt, UsageError } from './deployment.ts'
import { readDeployment } from './from-deployment.ts'
import { mineFiles, type Times } from './mine-files.ts'
import { publishModel } from './publish.ts'

const USAGE = `Mines a shop on this machine: the same files give the same model, byte for byte, as an upload.

  npm run mine -- --items products.csv --orders orders.csv.gz [--orders more.csv] [--relations links.csv]
  PAIRWELL_KEY=sk_… npm run mine -- --from https://pairwell.example.com --publish https://pairwell.example.com

  --items, --orders, --relations   files as an upload takes them, plain form or a shop system's export, gzipped or not, or Parquet,
                    or folders of such files; may be repeated
  --from URL        instead of files: reads the shop from a deployment, with its settings and decisions
  --publish URL     sends the model to a deployment, and waits until it is live or refused; without files and --from: the one in --out
                    PAIRWELL_KEY in the environment is the shop's secret key, for both
  --threads N       threads that mine (default: the cores of this machine)
  --settings FILE   JSON with "settings" of a model or tuning of the shop (GET /v1/models, GET /v1/tunings); default: as before tuning
  --out FILE        lists, one a line (default: model.ndjson); its SHA-256 is the model's hash. FILE.json has hash, counts, settings
  --currency EUR --time-zone Europe/Berlin --locale en   what the files leave open
  --memory          keep the orders in memory while they are mined, not in a temporary file`

const OPTIONS = {
  items: { type: 'string', multiple: true, default: [] as string[] },
  orders: { type: 'string', multiple: true, default: [] as string[] },
  relations: { type: 'string', multiple: true, default: [] as string[] },
  from: { type: 'string' },
  publish: { type: 'string' },
  threads: { type: 'string', default: String(availableParallelism()) },
  settings: { type: 'string' },
  out: { type: 'string', default: 'model.ndjson' },
  currency: { type: 'string', default: 'EUR' },
  'time-zone': { type: 'string', default: 'UTC' },
  locale: { type: 'string', default: 'en' },
  memory: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Threads of one run, at most: more than machines have. */
const MAX_THREADS = 256
/** The shop's database while it is mined, a file for each process. */
const temporary = () => join(tmpdir(), `pairwell-mine-${process.pid}.sqlite`)

function asked(args: string[]) {
  const { values } = parseArgs({ args, options: OPTIONS })
  if (values.help) return undefined
  const threads = Number(values.threads)
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS)
    throw new UsageError(`--threads is a whole number from 1 to ${MAX_THREADS}.`)
  const paths = [...values.items, ...values.orders, ...values.relations]
  for (const path of paths) if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`)
  if (values.settings !== undefined && !existsSync(values.settings))
    throw new UsageError(`There is no file ${values.settings}.`)
  const reading = readingOf(values, paths.length > 0)
  if (reading === 'nothing' && !existsSync(`${values.out}.json`))
    throw new UsageError(`There is no model to send: ${values.out}.json is missing.`)
  const deployment = (address: string | undefined) =>
    address === undefined ? undefined : deploymentAt(address, process.env.PAIRWELL_KEY)
  return { ...values, threads, reading, source: deployment(values.from), target: deployment(values.publish) }
}

/** What is mined: files, a deployment, or nothing, when a model that is there is only sent. */
function readingOf(
  { items, orders, from, publish }: { items: string[]; orders: string[]; from?: string; publish?: string },
  hasFiles: boolean,
): 'files' | 'deployment' | 'nothing' {
  if (from !== undefined && hasFiles) throw new UsageError('Give files or --from, not both.')
  if (from !== undefined) return 'deployment'
  if (publish !== undefined && !hasFiles) return 'nothing'
  if (items.length === 0) throw new UsageError('Give the catalogue with --items.')
  if (orders.length === 0) throw new UsageError('Give the orders with --orders.')
  return 'files'
}
type Asked = NonNullable<ReturnType<typeof asked>>

/** The settings in a file: those of a model or tuning as the API shows it, or the settings alone. */
function settingsIn(path: string) {
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const inner = v.safeParse(v.object({ settings: miningSettings }), read)
  return inner.success ? inner.output.settings : v.parse(miningSettings, read)
}

function printResult({ hash, status, counts, refusals, note }: ModelRow, { reading, mining }: Times): void {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const rows: [string, unknown][] = [
    ['model hash', hash],
    ['gate', status === 'live' ? 'passed' : `${status}: ${refusals.join(', ')}`],
    ['orders', `${counts?.orders}, left out ${counts?.orders_left_out}`],
    ['lines', `${counts?.lines}, of unknown items ${counts?.lines_unmatched}`],
    ['items', `${counts?.items}, bought ${counts?.items_bought}`],
    ['supported pairs', counts?.pairs],
    ['lists', counts?.lists],
    ['arrays at the peak', `${Math.round((counts?.array_bytes ?? 0) / 1e6)} MB`],
    ['time', `${seconds(reading)} reading, ${seconds(mining)} mining`],
    ['peak memory of the process', `${Math.round(process.resourceUsage().maxRSS / 1000)} MB`],
  ]
  if (note) rows.push(['note', note])
  for (const [name, value] of rows) console.log(`${name.padEnd(28)} ${value}`)
}

async function run(): Promise<number> {
  const options = asked(process.argv.slice(2))
  if (!options) {
    console.log(USAGE)
    return 0
  }
  const { out, target, reading } = options
  if (reading !== 'nothing' && !(await mined(options))) return 1
  if (!target) return 0
  console.log(`\nThe model in ${out} is sent.`)
  const begun = performance.now()
  const { isLive, bytes, says } = await publishModel(target, out)
  for (const line of says) console.log(line)
  console.log(`${(bytes / 1e6).toFixed(1)} MB sent, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  return isLive ? 0 : 1
}

/** Mines, and writes the model; false when its structure was refused. */
async function mined(options: Asked): Promise<boolean> {
  const { items, orders, relations, threads, currency, locale, out, source } = options
  const tell = (text: string) => console.log(text)
  const folder = source && mkdtempSync(join(tmpdir(), 'pairwell-shop-'))
  try {
    const there = source && folder ? await readDeployment(source, folder, tell) : undefined
    const settings = options.settings === undefined ? there?.settings : settingsIn(options.settings)
    const { model, found, times } = await mineFiles({
      files: there?.files ?? { items, orders, relations },
      shop: there?.shop ?? { currency, locale, time_zone: options['time-zone'] },
      ...(there && { decisions: there.decisions }),
      settings,
      threads,
      database: options.memory ? ':memory:' : temporary(),
      out,
      tell,
    })
    const { hash, status, counts, gate, refusals } = model
    const facts = { hash, status, refusals, settings: model.settings, counts, gate, ...found }
    writeFileSync(`${out}.json`, `${JSON.stringify(facts, null, 2)}\n`)
    printResult(model, times)
    console.log(`\nThe lists are in ${out}, everything else in ${out}.json.`)
    return status === 'live'
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
}

/** The first of the rows for which a file was refused, on a line of its own. */
function firstRow(thrown: Error): string {
  const rows =
    thrown instanceof PairwellError && Array.isArray(thrown.facts.errors) ? thrown.facts.errors : []
  const [first] = rows as RowError[]
  return first ? `\nThe first: row ${first.row}, column ${first.column}: ${first.message}` : ''
}

try {
  process.exitCode = await run()
} catch (thrown) {
  const isOurs = thrown instanceof UsageError || thrown instanceof PairwellError || v.isValiError(thrown)
  const isOfCall = thrown instanceof CallError
  const isParsing = thrown instanceof TypeError && 'code' in thrown
  if (!isOurs && !isParsing && !isOfCall) throw thrown
  const code = thrown instanceof ApiError ? ` (${thrown.code})` : ''
  console.error(`${thrown.message}${code}${firstRow(thrown)}\nnpm run mine -- --help explains the options.`)
  process.exitCode = 2
}
