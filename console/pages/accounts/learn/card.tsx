import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { CardView } from '../../../../schema/accounts/enablement.ts'
import { date, number, percent } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { may, role } from '../../../session.ts'
import { enablementTexts } from '../../../texts/enablement.ts'
import { isVisit } from '../may.ts'
import { WriteCard } from './write-card.tsx'

/** Whether the member may write cards. */
const mayWriteCards = (): boolean => !isVisit() && (role.value === 'manager' || may('editor'))

/** What is known of one family. */
export function ProductCard({ card: before }: { card: CardView }) {
  const [card, setCard] = useState(before)
  const [writing, setWriting] = useState(false)
  const t = enablementTexts.value.learning
  const { family, accounts, accounts_in_all, changed_at } = card
  const isWritten = card.use_cases.length + card.questions.length + card.answers.length > 0
  return (
    <li class="stack">
      <div class="row apart">
        <h3>{family}</h3>
        {mayWriteCards() && (
          <Button size="small" label={t.edit_of(family)} onPress={() => setWriting(true)}>
            {t.edit}
          </Button>
        )}
      </div>
      <p class="soft">{t.bought_by(number(accounts), number(accounts_in_all))}</p>
      <dl class="pairs">
        <Facts card={card} />
        <Written card={card} />
      </dl>
      <p class="soft small">
        {isWritten ? changed_at !== null && t.changed(date(changed_at)) : t.nothing_written}
      </p>
      {writing && (
        <WriteCard
          card={card}
          onSaved={(next) => {
            setCard(next)
            setWriting(false)
          }}
          onClose={() => setWriting(false)}
        />
      )}
    </li>
  )
}

/** A part of a card; nothing for one that is empty. */
function Part<T>(props: { title: string; list: readonly T[]; children: (one: T) => ComponentChildren }) {
  const { title, list, children } = props
  if (list.length === 0) return null
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul class="stack tight">
          {list.map((one) => (
            <li key={JSON.stringify(one)}>{children(one)}</li>
          ))}
        </ul>
      </dd>
    </>
  )
}

/** What catalogue, orders and outcomes say. */
function Facts({ card: { sells_with, first_items, gains, refusals } }: { card: CardView }) {
  const t = enablementTexts.value.learning
  return (
    <>
      <Part title={t.sells_with} list={sells_with}>
        {({ family, share }) => (
          <>
            {family} <span class="soft small">{t.share_of(percent(share))}</span>
          </>
        )}
      </Part>
      <Part title={t.first_items} list={first_items}>
        {({ title }) => title}
      </Part>
      <Part title={t.gains} list={gains}>
        {({ from, to, gains: found }) => (
          <>
            {t.instead_of(to, from)} <span class="soft small">{found.join('; ')}</span>
          </>
        )}
      </Part>
      <Part title={t.refused} list={refusals}>
        {({ reason, times }) => (
          <>
            {t.reasons[reason]} <span class="soft small">{t.times(times, number(times))}</span>
          </>
        )}
      </Part>
    </>
  )
}

/** What people wrote. */
function Written({ card: { use_cases, questions, answers } }: { card: CardView }) {
  const t = enablementTexts.value.learning
  return (
    <>
      <Part title={t.use_cases} list={use_cases}>
        {(text) => text}
      </Part>
      <Part title={t.questions} list={questions}>
        {(text) => text}
      </Part>
      <Part title={t.answers} list={answers}>
        {({ reason, answer }) => (
          <>
            <span class="soft">{t.reasons[reason]}:</span> {answer}
          </>
        )}
      </Part>
    </>
  )
}
