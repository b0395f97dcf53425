import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import fc from 'fast-check'
import { type Harmed, harmedFiles, survives } from '../../test/ingest/formats/harm.ts'
import { KINDS, type Kind, plantedFile } from '../../test/ingest/formats/planted.ts'

/** Broken files per format. */
const FILES = Number(process.env.FUZZ_FILES ?? 200_000)
/** Time limit of a file: milliseconds, plus microseconds per byte. */
const MAX_MS = 50
const MAX_US_PER_BYTE = 10
/** Maximum of rows of a file: two suffice for a break that joins rows. */
const MAX_ROWS = 3
/** Bytes per chunk. Uploads are read in chunks of 16 kB and more; `npm test` also reads byte by byte. */
const SIZES = [257, 65_536]

/** Result of the files of one format. */
type Result = { name: string; bytes: number; seconds: number; slowest: number }

const limit = ({ file }: Harmed) => MAX_MS + (file.length * MAX_US_PER_BYTE) / 1000

/** Returns the milliseconds that reading takes. */
async function timeOf(harmed: Harmed): Promise<number> {
  const began = performance.now()
  await survives(harmed)
  return performance.now() - began
}

/** Returns the milliseconds of processor time, so that a busy machine does not look like a hang. Slow to measure. */
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
    .map((seed): [Kind['kind'], string] => [kind.kind, plantedFile(kind, seed, MAX_ROWS).text])
  const property = fc.asyncProperty(harmedFiles(whole, SIZES), async (harmed) => {
    let took = await timeOf(harmed)
    // Garbage collection sometimes takes long; a real hang is slow in each repetition.
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

/** Tests each format in its own process, as many at a time as there are cores. */
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
  console.log(`${FILES.toLocaleString('en')} broken files of each format, seeded: no exception, no hang.

| form | bytes read | time a byte | slowest file |
|---|---|---|---|
${rows.join('\n')}`)
}
