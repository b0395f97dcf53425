import type { CampaignView } from '../../../../schema/campaigns/campaigns.ts'
import type { CampaignResults } from '../../../../schema/campaigns/results.ts'
import { dateTime, fineMoney, inMinorUnits, money, number, percent } from '../../../format.ts'
import { DifferenceInterval } from '../../../parts/interval.tsx'
import { Card } from '../../../parts/page.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { Fact } from '../fact.tsx'
import { sayReason } from '../say.ts'
import { Groups } from './groups.tsx'

/** What a campaign has brought so far. */
export function Results({ campaign: { results, control_share } }: { campaign: CampaignView }) {
  const t = campaignTexts.value.outcome
  if (!results) {
    return (
      <Card title={t.title}>
        <p class="soft">{t.none}</p>
      </Card>
    )
  }
  return (
    <>
      <Card title={t.title}>
        <Verdict results={results} hasControl={(control_share ?? 0) > 0} />
        <Counts results={results} />
        <Withheld results={results} />
        <p class="soft small">{t.as_of(dateTime(results.as_of))}</p>
      </Card>
      <Groups results={results} />
    </>
  )
}

/** What the comparison says, in words. */
function Verdict({ results, hasControl }: { results: CampaignResults; hasControl: boolean }) {
  const t = campaignTexts.value.outcome
  const { margin, buyers, net, also_contacted } = results
  if (!hasControl) return <p>{t.no_control}</p>
  return (
    <div class="stack tight">
      <p>
        <strong>{margin ? sayMargin(margin) : t.too_early}</strong> {margin ? '' : t.too_few}
      </p>
      {margin && (
        <dl class="pairs">
          <dt>{t.margin_difference}</dt>
          <dd>
            <DifferenceInterval {...margin} says={sayEnds(margin, fineMoney)} />
          </dd>
          {buyers && (
            <>
              <dt>{t.buyers_difference}</dt>
              <dd>
                <DifferenceInterval {...buyers} says={sayEnds(buyers, percent)} />
              </dd>
            </>
          )}
        </dl>
      )}
      {net && (
        <p>
          {t.net(money(net.value), money(net.low), money(net.high))}{' '}
          {t.per_contact(fineMoney(net.per_contact))} {net.per_cost !== null && sayPerCost(net.per_cost)}
        </p>
      )}
      {also_contacted > 0 && <p class="soft">{t.also_contacted(number(also_contacted))}</p>}
    </div>
  )
}

type Ends = { value: number; low: number; high: number }

const sayEnds = ({ value, low, high }: Ends, written: (one: number) => string): string =>
  `${written(value)} (${written(low)} – ${written(high)})`

/** Better, worse, or too early to tell. */
function sayMargin({ value, low, high }: Ends): string {
  const t = campaignTexts.value.outcome
  if (low > 0) return t.helps(fineMoney(value), fineMoney(low), fineMoney(high))
  if (high < 0) return t.harms(fineMoney(-value), fineMoney(low), fineMoney(high))
  return `${t.too_early} ${t.unclear(fineMoney(low), fineMoney(high))}`
}

function sayPerCost(ratio: number): string {
  const unit = inMinorUnits('1') ?? 1
  return campaignTexts.value.outcome.per_cost(fineMoney(ratio * unit), money(unit))
}

function Counts({ results }: { results: CampaignResults }) {
  const t = campaignTexts.value.outcome
  const { decided, delivered, accepted, rejected, opted_out, returned, contact_cost } = results
  return (
    <dl class="facts">
      <Fact name={t.decided} value={number(decided)} />
      <Fact name={t.delivered} value={number(delivered)} />
      <Fact name={t.accepted} value={number(accepted)} />
      <Fact name={t.rejected} value={number(rejected)} />
      <Fact name={t.opted_out} value={number(opted_out)} />
      <Fact name={t.returned} value={number(returned)} />
      <Fact name={t.cost} value={money(contact_cost)} />
    </dl>
  )
}

/** Who was not contacted when their turn came, by reason. */
function Withheld({ results: { withheld } }: { results: CampaignResults }) {
  const t = campaignTexts.value.outcome
  if (withheld.length === 0) return null
  return (
    <div class="stack tight">
      <h3>{t.withheld}</h3>
      <ul class="soft">
        {withheld.map(({ code, customers }) => (
          <li key={code}>
            {number(customers)}: {sayReason(code)}
          </li>
        ))}
      </ul>
    </div>
  )
}
