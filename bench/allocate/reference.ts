import type { Campaign, Customers } from '../../engine/allocate/campaign.ts'
import { eachSegment, limitsOf } from '../../engine/allocate/limits.ts'

type Highs = { solve(problem: string, options?: object): { Status: string; ObjectiveValue?: number } }
/** Part of the value by which an exact optimum may be missed. */
const EXACT = 1e-3

let loaded: Promise<Highs> | undefined

/** The best value of a wave by HiGHS (Q. Huangfu, J. Hall 2018): exact to a thousandth, or of the relaxation that may divide customers. */
export async function bestValue(
  campaign: Campaign,
  customers: Customers,
  { isExact, seconds = 60 }: { isExact: boolean; seconds?: number },
): Promise<{ status: string; value: number }> {
  // By a variable, because its types do not describe the default export.
  const name = 'highs'
  loaded ??= import(name).then(({ default: load }: { default(): Promise<Highs> }) => load())
  const highs = await loaded
  const { Status, ObjectiveValue } = highs.solve(problemOf(campaign, customers, isExact), {
    ...{ time_limit: seconds, mip_rel_gap: EXACT },
  })
  return { status: Status, value: ObjectiveValue ?? Number.NaN }
}

/** The wave in the text form of CPLEX, LP. */
export function problemOf(campaign: Campaign, customers: Customers, isExact: boolean): string {
  const limits = limitsOf(campaign)
  const rows: string[][] = Array.from(limits.names, () => [])
  const objective: string[] = []
  const choices: string[] = []
  const names: string[] = []
  for (let customer = 0; customer < customers.keys.length; customer += 1) {
    const own: string[] = []
    for (
      let entry = customers.starts[customer] ?? 0;
      entry < (customers.starts[customer + 1] ?? 0);
      entry += 1
    ) {
      const name = `x${entry}`
      const option = customers.options[entry] ?? 0
      objective.push(`+ ${customers.values[entry]} ${name}`)
      rows[0]?.push(`+ ${customers.costs[entry]} ${name}`)
      rows[limits.channelOf[option] ?? 0]?.push(`+ 1 ${name}`)
      rows[limits.offerOf[option] ?? 0]?.push(`+ 1 ${name}`)
      eachSegment(limits, customers, customer, (limit) => rows[limit]?.push(`- 1 ${name}`))
      own.push(`+ 1 ${name}`)
      names.push(name)
    }
    if (own.length > 0) choices.push(`c${customer}: ${own.join('\n ')} <= 1`)
  }
  const constraints = rows.flatMap((row, limit) => {
    const bound = limits.bounds[limit] ?? 0
    return row.length === 0 || bound === Number.POSITIVE_INFINITY
      ? []
      : [`l${limit}: ${row.join('\n ')} <= ${bound}`]
  })
  const kind = isExact
    ? `Binary\n${names.join('\n')}`
    : `Bounds\n${names.map((name) => `0 <= ${name} <= 1`).join('\n')}`
  return `Maximize\nobj: ${objective.join('\n ')}\nSubject To\n${[...constraints, ...choices].join('\n')}\n${kind}\nEnd\n`
}
