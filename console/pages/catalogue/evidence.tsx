import type { Recommendation, RecommendedItem } from '../../../schema/serving/recommendations.ts'
import { number, percent } from '../../format.ts'
import { Interval } from '../../parts/interval.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { texts } from '../../texts/index.ts'

/** The candidates of a page with what speaks for each: counts, share with its interval, lift and source. */
export function Evidence({ answer: { items } }: { answer: Recommendation }) {
  const t = texts.value.catalogue
  // One scale for all intervals, up to the widest.
  const max = Math.max(0.01, ...items.map(({ counts }) => counts?.share.high ?? 0))
  if (items.length === 0) return <p class="soft">{t.no_suggestions}</p>
  return (
    <Scroll label={t.list}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.item}</th>
            <th scope="col">{t.together}</th>
            <th scope="col">{t.share}</th>
            <th scope="col" class="number">
              {t.lift}
            </th>
            <th scope="col">{t.source}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.item_id} item={item} max={max} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Row({ item, max }: { item: RecommendedItem; max: number }) {
  const { item_id, title, source, counts } = item
  const t = texts.value.catalogue
  return (
    <tr>
      <td>
        <a href={`/console/catalogue/${encodeURIComponent(item_id)}`}>{title}</a>
      </td>
      <td>{counts ? t.of(number(counts.co_orders), number(counts.seed_orders)) : '–'}</td>
      <td>
        {counts ? (
          <Interval
            {...counts.share}
            max={max}
            says={`${percent(counts.share.value)} (${percent(counts.share.low)} – ${percent(counts.share.high)})`}
          />
        ) : (
          '–'
        )}
      </td>
      <td class="number">{counts ? t.times(number(Math.round(counts.lift * 10) / 10)) : '–'}</td>
      <td>
        <span class="tag">{t.sources[source]}</span>
      </td>
    </tr>
  )
}
