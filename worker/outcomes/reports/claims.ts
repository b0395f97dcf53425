import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import {
  type ClaimCount,
  MAX_CLAIMS_COUNTED,
  readClaimCounts,
  VISITOR_AGES,
} from '../../store/outcomes/claim-groups.ts'
import type { Asked, Body } from './range.ts'

/** Networks and visitors that a report lists, those with the most claims first. */
const MAX_LISTED = 20
/** Characters of a keyed hash that name a network or a visitor: enough to tell them apart. */
const SHORT = 8
/** Unsigned claims of one network within an hour that no shop's customers send together. */
const BURST = 20

/**
 * Claims of browsers on orders: how many are signed by the shop's server, name an order of the shop, and are disputed; in all, by
 * age of the visitor, and for the networks and visitors with the most claims. It shows who guesses order numbers; what a claim
 * counts for is decided by its proof.
 */
export async function claims({ store, days }: Asked): Promise<Body> {
  const counts = await readClaimCounts(store, days)
  const networks = listed(counts, ({ network }) => network || 'unknown')
  return {
    columns: ['by', 'name', 'claims', 'signed', 'found', 'disputed', 'busiest_hour'],
    rows: [
      ...rowsOf('all', [['', counts]]),
      ...rowsOf(
        'visitor_age',
        VISITOR_AGES.map((age) => [age, counts.filter((one) => one.age === age)]),
      ),
      ...rowsOf('network', networks),
      ...rowsOf(
        'visitor',
        listed(counts, ({ visitor }) => visitor),
      ),
    ],
    notes: [...burstNotes(networks), ...cutNote(counts)],
  }
}

type Group = readonly [name: string, counts: readonly ClaimCount[]]

const totalOf = (counts: readonly ClaimCount[], of: 'claims' | 'signed' | 'found' | 'disputed'): number =>
  counts.reduce((sum, count) => sum + count[of], 0)

/** The most claims, or unsigned claims, within one hour. */
function busiest(counts: readonly ClaimCount[], of: (count: ClaimCount) => number): number {
  const hours = new Map<number, number>()
  for (const count of counts) hours.set(count.hour, (hours.get(count.hour) ?? 0) + of(count))
  return [...hours.values()].reduce((most, one) => Math.max(most, one), 0)
}

/** Groups with the most claims, by name where they have as many. */
function listed(counts: readonly ClaimCount[], nameOf: (count: ClaimCount) => string): Group[] {
  const groups = new Map<string, ClaimCount[]>()
  for (const count of counts) {
    const group = groups.get(nameOf(count))
    if (group) group.push(count)
    else groups.set(nameOf(count), [count])
  }
  return [...groups]
    .sort(([a, one], [b, other]) => totalOf(other, 'claims') - totalOf(one, 'claims') || (a < b ? -1 : 1))
    .slice(0, MAX_LISTED)
}

const rowsOf = (by: string, groups: readonly Group[]): ReportRow[] =>
  groups.map(([name, counts]) => ({
    by,
    name: by === 'visitor' ? name.slice(0, SHORT) : name,
    claims: totalOf(counts, 'claims'),
    signed: totalOf(counts, 'signed'),
    found: totalOf(counts, 'found'),
    disputed: totalOf(counts, 'disputed'),
    busiest_hour: busiest(counts, (count) => count.claims),
  }))

const burstNotes = (networks: readonly Group[]): NonNullable<Report['notes']> =>
  networks.flatMap(([name, counts]) => {
    const most = busiest(counts, (count) => count.claims - count.signed)
    if (name === 'unknown' || most < BURST) return []
    const text = `${most} orders were claimed without an order token within an hour from the network ${name}. Claims without a proof decide nothing; the order token of your server proves those of your customers (docs/EMBED.md).`
    return [{ code: 'claims_burst', text }]
  })

const cutNote = (counts: readonly ClaimCount[]): NonNullable<Report['notes']> =>
  totalOf(counts, 'claims') < MAX_CLAIMS_COUNTED
    ? []
    : [
        {
          code: 'cut_off',
          text: `Only the newest ${MAX_CLAIMS_COUNTED} claims are counted. Use a shorter range (\`from\`, \`to\`).`,
        },
      ]
