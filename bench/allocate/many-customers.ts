import { allocate } from '../../engine/allocate/allocate.ts'
import { decisionsOf } from '../../engine/allocate/decide.ts'
import { Recount } from './recount.ts'
import { wave } from './wave.ts'

const SHAPE = { seed: 1, chunk: 5_000, offers: 40, channels: 4 }
const LIMITS = { budget: 0.3, capacity: 0.08, stock: 0.02, minimums: [0.4, 0.3] }

/** Prints time, bytes and gap of waves of many customers. The time of making the customers is not counted: it stands for a database. */
export async function manyCustomers(sizes: readonly number[]): Promise<void> {
  console.log(`| customers | seconds to plan | to decide | both, times those of half as many | passes, decisions included | own bound above the plan | MB of typed arrays | hard limits exceeded | minimums not reached | exceptions to the prices |
|---|---|---|---|---|---|---|---|---|---|`)
  let before: number | undefined
  for (const customers of sizes) {
    const { campaign, source } = wave({ ...SHAPE, ...LIMITS, customers })
    let made = 0
    const counted = function* () {
      const chunks = source()[Symbol.iterator]()
      for (;;) {
        const start = performance.now()
        const { value, done } = chunks.next()
        made += performance.now() - start
        if (done) return
        yield value
      }
    }
    const seconds = async (work: () => Promise<void>): Promise<number> => {
      const [start, madeBefore] = [performance.now(), made]
      await work()
      return (performance.now() - start - (made - madeBefore)) / 1000
    }
    let plan: Awaited<ReturnType<typeof allocate>> | undefined
    const planning = await seconds(async () => {
      plan = await allocate(campaign, counted)
    })
    if (!plan) return
    const decisions = decisionsOf(campaign, plan)
    const decided: Int32Array[] = []
    const deciding = await seconds(async () => {
      for (const chunk of counted()) decided.push(decisions(chunk))
    })
    const recount = new Recount(campaign)
    let at = 0
    for (const chunk of source()) recount.add(chunk, decided[at++] ?? new Int32Array())
    const { report, exceptions } = plan
    const both = planning + deciding
    const ratio = before === undefined ? '' : (both / before).toFixed(2)
    const short = report.limits.filter(({ is_short }) => is_short).length
    console.log(
      `| ${customers.toLocaleString('en')} | ${planning.toFixed(1)} | ${deciding.toFixed(1)} | ${ratio} | ${report.passes + 1} | ${(100 * (report.gap ?? 0)).toFixed(4)} % | ${(report.array_bytes / 1e6).toFixed(1)} | ${recount.exceeded} | ${short} | ${exceptions.length.toLocaleString('en')} |`,
    )
    before = both
  }
}
