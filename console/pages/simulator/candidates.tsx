import { useState } from 'preact/hooks'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import { cardsOf, isCard } from '../../../widget/view/shown.ts'
import { number, percent, significant } from '../../format.ts'
import { CheckField } from '../../parts/field.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'

type Candidate = NonNullable<Recommendation['trace']>[number]
type Names = ReadonlyMap<string, string>

const PREFIX = 'rule '

/** Rules that changed the score of a candidate, with their factors. */
const moversOf = ({ parts }: Candidate): [string, number][] =>
  Object.entries(parts).flatMap(([name, factor]) =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), factor]] : [],
  )

/** What became of a candidate, in words: its outcome, and the rules that placed, moved or removed it. */
export function sayOutcome(candidate: Candidate, names: Names): string[] {
  const t = simulatorTexts.value
  const { outcome, rule_id, parts } = candidate
  const nameOf = (id: string) => names.get(id) ?? id
  const { learned } = parts
  return [
    t.outcomes[outcome],
    ...(rule_id === undefined ? [] : [t.by_rule(nameOf(rule_id))]),
    ...moversOf(candidate).map(([id, factor]) =>
      factor > 1 ? t.earlier_by(nameOf(id), number(factor)) : t.later_by(nameOf(id), number(1 / factor)),
    ),
    ...(learned === undefined ? [] : [t.learned(number(Math.round(learned * 100) / 100))]),
  ]
}

type Props = { answer: Recommendation; names: Names }

/** Every candidate of a panel in its order, with what became of it. */
export function Candidates({ answer, names }: Props) {
  const { trace = [] } = answer
  const t = simulatorTexts.value
  const { item, source } = texts.value.catalogue
  // What lacks a picture or a link is no card, and the next spare takes its place.
  const places = new Map(cardsOf(answer).map(({ item_id }, at) => [item_id, at + 1]))
  const cards = answer.items.filter((item) => isCard(item, answer.panel))
  const full = new Set(cards.map(({ item_id }) => item_id))
  const [withRepeats, setWithRepeats] = useState(false)
  const shownFirst = trace
    .filter(({ outcome }) => withRepeats || outcome !== 'duplicate')
    .sort((a, b) => placeOf(a, places) - placeOf(b, places))
  if (trace.length === 0) return <p class="soft">{t.no_candidates}</p>
  return (
    <>
      <CheckField label={t.repeats} checked={withRepeats} onInput={setWithRepeats} />
      <Scroll label={t.candidates}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="number">
                {t.place}
              </th>
              <th scope="col">{item}</th>
              <th scope="col">{t.outcome}</th>
              <th scope="col" class="number">
                {t.score}
              </th>
              <th scope="col">{t.evidence}</th>
              <th scope="col">{source}</th>
            </tr>
          </thead>
          <tbody>
            {shownFirst.map((one) => (
              <Row
                key={`${one.item_id} ${one.source} ${one.seed_item_id}`}
                candidate={one}
                place={isChosen(one) ? places.get(one.item_id) : undefined}
                isBare={!full.has(one.item_id)}
                names={names}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}

const isChosen = ({ outcome }: Candidate): boolean => outcome === 'shown' || outcome === 'spare'
const placeOf = (one: Candidate, places: ReadonlyMap<string, number>) =>
  isChosen(one) ? (places.get(one.item_id) ?? 1_000) : 1_000

type RowProps = { candidate: Candidate; place: number | undefined; isBare: boolean; names: Names }

function Row({ candidate, place, isBare, names }: RowProps) {
  const { item_id, title, source, counts } = candidate
  const t = texts.value.catalogue
  const [said, ...reasons] = sayOutcome(candidate, names)
  const { no_card, too_few, outcomes } = simulatorTexts.value
  const isHidden = place === undefined && candidate.outcome === 'shown'
  const outcome = place !== undefined ? outcomes.shown : !isHidden ? said : isBare ? no_card : too_few
  return (
    <tr class={place === undefined ? 'soft' : ''}>
      <td class="number">{place ?? '–'}</td>
      <td class="wide">
        <a href={`/console/catalogue/${encodeURIComponent(item_id)}`}>{title}</a>
      </td>
      <td class="wide">
        {outcome}
        {reasons.map((reason) => (
          <span key={reason} class="small block">
            {reason}
          </span>
        ))}
      </td>
      <td class="number">{significant(candidate.score)}</td>
      <td class="wide">
        {counts
          ? `${t.of(number(counts.co_orders), number(counts.seed_orders))} (${percent(counts.share.value)})`
          : '–'}
      </td>
      <td>
        <span class="tag">{t.sources[source]}</span>
      </td>
    </tr>
  )
}
