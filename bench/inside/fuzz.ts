import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import fc from 'fast-check'
import { type Harmed, harmedFiles, survives } from '../../test/ingest/formats/harm.ts'
import { KINDS, type Kind, plantedFile } from '../../test/ingest/formats/planted.ts'

/** Broken files a form. */
const FILES = Number(process.env.FUZZ_FILES ?? 200_000)
/** No file may take longer: milliseconds for itself, and microseconds for each of its bytes. */
const MOST_MS = 50
const MOST_US_A_BYTE = 10
/** Rows of a file: two are enough to break one into the other. */
const MOST_ROWS = 3
/** Bytes a piece. Uploads are read in pieces of 16 kB and more; `npm test` also reads byte by byte. */
const SIZES = [257, 65_536]

/** What came of one form's files. */
type Result = { name: string; bytes: number; seconds: number; slowest: number }

const limit = ({ file }: Harmed) => MOST_MS + (file.length * MOST_US_A_BYTE) / 1000

/** Milliseconds. */
async function timeOf(harmed: Harmed): Promise<number> {
  const began = performance.now()
  await survives(harmed)
  return performance.now() - began
}

/** Milliseconds of the processor's own time, which is slow to ask for: a busy machine must not look like a hang. */
async function ownTimeOf(harmed: Harmed): Promise<number> {
  const began = process.cpuUsage()
  await survives(harmed)
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}

async function fuzz(kind: Kind): Promise<Result> {
  const result: Result = { name: kind.name, bytes: 0, seconds: 0, slowest: 0 }
  const whole = fc
    .nat(100_000)
    .map((seed): [Kind['kind'], string] => [kind.kind, plantedFile(kind, seed, MOST_ROWS).text])
  const property = fc.asyncProperty(harmedFiles(whole, SIZES), async (harmed) => {
    let took = await timeOf(harmed)
    // Collecting garbage takes its time now and then; what hangs hangs each time.
    for (let again = 0; again < 3 && took > limit(harmed); again += 1) took = await ownTimeOf(harmed)
    result.bytes += harmed.file.length
    result.seconds += took / 1000
    result.slowest = Math.max(result.slowest, took)
    if (took > limit(harmed)) {
      throw new Error(`${harmed.file.length} bytes took ${took.toFixed(0)} ms`)
    }
  })
  await fc.assert(property, { seed: 20_260_101, numRuns: FILES, endOnFailure: true })
  return result
}

/** Each form in a process of its own, as many at a time as there are cores. */
async function all(): Promise<Result[]> {
  const waiting = KINDS.map(({ name }) => name)
  const results: Result[] = []
  const next = async (): Promise<void> => {
    const name = waiting.shift()
    if (name === undefined) return
    const child = spawn(process.execPath, [import.meta.filename, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (piece) => (said += String(piece)))
    const code = await new Promise((resolve) => child.once('close', resolve))
    if (code !== 0) throw new Error(`${name} did not survive`)
    results.push(JSON.parse(said))
    await next()
  }
  await Promise.all(Array.from({ length: availableParallelism() }, next))
  return results.sort((a, b) => (a.name < b.name ? -1 : 1))
}

const [asked] = process.argv.slice(2)
if (asked !== undefined) {
  const kind = KINDS.find(({ name }) => name === asked)
  if (!kind) throw new Error(`There is no form ${asked}.`)
  console.log(JSON.stringify(await fuzz(kind)))
} else {
  const rows = (await all()).map(
    ({ name, bytes, seconds, slowest }) =>
      `| ${name} | ${(bytes / 1e6).toFixed(0)} MB | ${((seconds * 1e6) / bytes).toFixed(2)} µs | ${slowest.toFixed(0)} ms |`,
  )
  console.log(`${FILES.toLocaleString('en')} broken files of each form, seeded: none threw, none hung.

| form | bytes read | time a byte | slowest file |
|---|---|---|---|
${rows.join('\n')}`)
}
