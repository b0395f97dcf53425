import { useState } from 'preact/hooks'
import { DAY } from '../../../vocabulary/time.ts'
import { SelectField, TextField } from '../../parts/field.tsx'
import { resultTexts } from '../../texts/results.ts'

/** Days, both included, such as "2026-11-29" (UTC, as events are counted). */
export type Range = { from: string; to: string }

const LAST = [7, 30, 90] as const
const USUAL = 30
const OWN = 'own'

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const lastDays = (days: number, now: number): Range => ({
  from: dayOf(now - (days - 1) * DAY),
  to: dayOf(now),
})

/** Days of a range. */
export const lengthOf = ({ from, to }: Range): number => (Date.parse(to) - Date.parse(from)) / DAY + 1

/** A range that the reader chooses: the fields for it, and the range, unless two dates do not make one. */
export function useRange() {
  const [choice, setChoice] = useState(String(USUAL))
  const [own, setOwn] = useState(() => lastDays(USUAL, Date.now()))
  const t = resultTexts.value.results
  const isOwn = choice === OWN
  const length = lengthOf(own)
  const range = isOwn ? (length >= 1 ? own : undefined) : lastDays(Number(choice), Date.now())
  const missing = (day: string) => (day === '' ? t.no_day : undefined)
  const options = [...LAST.map((n) => [String(n), t.days(n)] as const), [OWN, t.own] as const]
  const fields = (
    <>
      <SelectField label={t.range} value={choice} onInput={setChoice} options={options} />
      {isOwn && (
        <>
          <TextField
            type="date"
            label={t.from}
            value={own.from}
            error={missing(own.from) ?? (length < 1 ? t.wrong_range : undefined)}
            onInput={(from) => setOwn({ ...own, from })}
          />
          <TextField
            type="date"
            label={t.to}
            value={own.to}
            error={missing(own.to)}
            onInput={(to) => setOwn({ ...own, to })}
          />
        </>
      )}
    </>
  )
  return { range, fields }
}
