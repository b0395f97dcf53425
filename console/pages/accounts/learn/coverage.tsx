import type { Coverage } from '../../../../schema/accounts/enablement.ts'
import { useResource } from '../../../api/resource.ts'
import { number, percent } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { Loaded } from '../../../parts/states.tsx'
import { shop } from '../../../session.ts'
import { enablementTexts } from '../../../texts/enablement.ts'
import { roughMoney } from '../grid/say.ts'

type OfRep = Coverage['items'][number]
type Props = { onFamily: (family: string) => void }

/** Families that none of a rep's accounts buys, and with whom to begin. */
export function CoverageOfReps({ onFamily }: Props) {
  const coverage = useResource<Coverage>('/v1/coverage')
  const t = enablementTexts.value.learning
  return (
    <Card title={t.coverage} lead={t.coverage_lead}>
      <Loaded of={coverage}>
        {({ items }) => {
          if (items.length === 0) return <p class="soft">{t.no_reps}</p>
          const [only] = items
          if (items.length === 1 && only) return <Missing of={only} onFamily={onFamily} />
          return (
            <div class="stack tight">
              {items.map((one) => (
                <details key={one.rep}>
                  <summary>
                    {one.rep_name ?? t.rep_left} · {number(one.covered)}/{number(one.families)}
                  </summary>
                  <Missing of={one} onFamily={onFamily} />
                </details>
              ))}
            </div>
          )
        }}
      </Loaded>
    </Card>
  )
}

function Missing({ of, onFamily }: { of: OfRep } & Props) {
  const t = enablementTexts.value.learning
  const accounts = t.accounts(of.accounts, number(of.accounts))
  return (
    <div class="stack">
      <p>{t.covered(number(of.covered), number(of.families), accounts)}</p>
      {of.missing.length === 0 ? (
        <p class="soft">{t.all_covered}</p>
      ) : (
        <ul class="rows">
          {of.missing.map((one) => (
            <MissingFamily key={one.family} of={one} onFamily={onFamily} />
          ))}
        </ul>
      )}
    </div>
  )
}

type MissingProps = Props & { of: OfRep['missing'][number] }

/** A family that is missing: its card, and the best accounts to begin with. */
function MissingFamily({ of: { family, tried, begin_with }, onFamily }: MissingProps) {
  const t = enablementTexts.value.learning
  const worth = (margin: number, probability: number) =>
    t.begin_one(roughMoney(margin, shop.value?.currency ?? 'EUR'), percent(probability))
  return (
    <li class="row apart">
      <span class="row">
        <Button size="small" label={`${family}: ${t.see_card}`} onPress={() => onFamily(family)}>
          {family}
        </Button>
        {tried && <span class="tag">{t.tried}</span>}
      </span>
      {begin_with.length === 0 ? (
        <span class="soft">{t.begin_nobody}</span>
      ) : (
        <ul class="begin" aria-label={`${t.begin_with}: ${family}`}>
          {begin_with.map(({ account_id, name, margin, probability }) => (
            <li key={account_id}>
              <a href={`/console/accounts/of/${encodeURIComponent(account_id)}`}>{name}</a>{' '}
              <span class="soft small">{worth(margin, probability)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
