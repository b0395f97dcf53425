import type { GridTotals } from '../../../../schema/accounts/white-space.ts'
import { withQuery } from '../../../api/call.ts'
import { useResource } from '../../../api/resource.ts'
import { number } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { Loaded } from '../../../parts/states.tsx'
import { shop } from '../../../session.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { accountsOf, type Question } from './question.ts'
import { roughMoney } from './say.ts'

type By = GridTotals['by']
type Total = GridTotals['items'][number]
type Props = { question: Question; onFamily: (family: string) => void }

const COUNTS = ['openings', 'bought', 'lapsed', 'accounts'] as const

/** Sums of the grid by family, rep or tier. */
export function Totals({ question, onFamily }: Props) {
  const by = question.view.replace('by_', '') as By
  const totals = useResource<GridTotals>(withQuery('/v1/white-space/totals', { by, ...accountsOf(question) }))
  const t = whiteSpaceTexts.value.white_space
  return (
    <Card title={t.views[`by_${by}`]} lead={t.totals_lead}>
      <Loaded of={totals}>
        {({ items }) =>
          items.length === 0 ? <p class="soft">{t.none}</p> : <Sums {...{ by, items, onFamily }} />
        }
      </Loaded>
    </Card>
  )
}

function Sums({ by, items, onFamily }: { by: By; items: readonly Total[]; onFamily: Props['onFamily'] }) {
  const t = whiteSpaceTexts.value.white_space
  return (
    <Scroll label={t.totals}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{by === 'family' ? t.name : t[by]}</th>
            <th scope="col" class="number">
              {t.margin}
            </th>
            {COUNTS.map((one) => (
              <th scope="col" class="number" key={one}>
                {t[one]}
              </th>
            ))}
            {by === 'family' && (
              <th scope="col">
                <span class="unseen">{t.show_accounts}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.key}>
              <th scope="row" class="named">
                {nameOf(by, one)}
              </th>
              <td class="number">{roughMoney(one.margin, shop.value?.currency ?? 'EUR', false)}</td>
              {COUNTS.map((column) => (
                <td class="number" key={column}>
                  {number(one[column])}
                </td>
              ))}
              {by === 'family' && (
                <td class="number">
                  {one.openings > 0 && (
                    <Button
                      size="small"
                      label={t.show_accounts_of(one.key ?? '')}
                      onPress={() => onFamily(one.key ?? '')}
                    >
                      {t.show_accounts}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function nameOf(by: By, { key, name }: Total): string {
  const t = whiteSpaceTexts.value.white_space
  if (key === null) return by === 'rep' ? t.no_rep : t.no_tier
  return by === 'rep' ? (name ?? t.left) : key
}
