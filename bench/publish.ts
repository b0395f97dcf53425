import { type Deployed, roundTrip } from './publish/round-trip.ts'
import { generatedFiles, realFiles } from './publish/shop-files.ts'
import { readSets } from './quality/sets.ts'

/** Lines and items of a generated shop of which one isolate holds only a part; 0 lines for none. */
const LINES = Number(process.env.PUBLISH_LINES ?? 800_000)
const ITEMS = Number(process.env.PUBLISH_ITEMS ?? 140_000)

const seconds = (ms: number) => (ms / 1000).toFixed(1)
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
let wrong = 0

console.log(`Each shop is uploaded to the bare runtime and mined there. Then the steps of \`npm run mine -- --from … --publish …\` run beside it on this machine: its exports are downloaded and read, it is mined in two threads, and the model is sent and published.
The heap is the most that the inspector saw of the Worker's isolate while the model was received and published, garbage included.

| shop | orders | left out by the Worker | orders outside | lists | hash as the Worker's | download, s | reading, s | mining, s | publishing, s | lists, MB | sent, MB | heap while publishing, MB |
|---|---|---|---|---|---|---|---|---|---|---|---|---|`)

function print(name: string, { worker, outside, times, bytes, heap }: Deployed): void {
  const isWhole = worker.left_out === 0
  const isSame = worker.hash === outside.hash
  if (!outside.isLive || (isWhole && !isSame)) wrong += 1
  const counts = [worker.orders + worker.left_out, worker.left_out, outside.orders, outside.lists]
  const same = isSame ? 'yes' : isWhole ? '**no**' : 'no: more orders'
  const steps = [times.download, times.reading, times.mining, times.publishing].map(seconds)
  const sizes = [bytes.lists, bytes.sent, heap].map(megabytes)
  console.log(
    `| ${[name, ...counts.map((n) => n.toLocaleString('en')), same, ...steps, ...sizes].join(' | ')} |`,
  )
}

for (const set of readSets()) print(set.name, await roundTrip(set.name, realFiles(set)))
if (LINES > 0) print('generated', await roundTrip('generated', generatedFiles(LINES, ITEMS)))
process.exit(wrong === 0 ? 0 : 1)
