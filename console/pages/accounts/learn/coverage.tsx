import type { Coverage } from '../../../../schema/accounts/enablement.ts'
import { useResource } from '../../../api/resource.ts'
import { number, percent } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
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
        <Scroll label={`${t.coverage}: ${of.rep_name ?? t.rep_left}`}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t.family}</th>
                <th scope="col">{t.begin_with}</th>
              </tr>
            </thead>
            <tbody>
              {of.missing.map((one) => (
                <MissingRow key={one.family} of={one} onFamily={onFamily} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  )
}

function MissingRow({
  of: { family, tried, begin_with },
  onFamily,
}: { of: OfRep['missing'][number] } & Props) {
  const t = enablementTexts.value.learning
  return (
    <tr>
      <th scope="row" class="named">
        <Button kind="quiet" size="small" onPress={() => onFamily(family)}>
          {family}
        </Button>{' '}
        {tried && <span class="tag">{t.tried}</span>}
      </th>
      <td>
        {begin_with.length === 0 && <span class="soft">{t.begin_nobody}</span>}
        {begin_with.map(({ account_id, name, margin, probability }) => (
          <span key={account_id} class="block">
            <a href={`/console/accounts/of/${encodeURIComponent(account_id)}`}>{name}</a>{' '}
            <span class="soft small">
              {t.begin_one(roughMoney(margin, shop.value?.currency ?? 'EUR'), percent(probability))}
            </span>
          </span>
        ))}
      </td>
    </tr>
  )
}
