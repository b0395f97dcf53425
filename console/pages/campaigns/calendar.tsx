import { useState } from 'preact/hooks'
import type { ContactCalendar } from '../../../schema/campaigns/contacts.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { campaignTexts } from '../../texts/campaigns.ts'
import { language, texts } from '../../texts/index.ts'

type Entry = ContactCalendar['days'][number]

/** A day such as "2026-11-29". */
const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The first moments of the days of a month of UTC. @param offset months after this one */
function daysOf(now: number, offset: number): number[] {
  const [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth() + offset]
  const [first, end] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)]
  return Array.from({ length: Math.round((end - first) / DAY) }, (_, day) => first + day * DAY)
}

const written = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language.value, { ...options, timeZone: 'UTC' }).format(at)

/** Contacts by day and channel, a month at a time: those that were made, and those that wait for their time. */
export function Calendar() {
  const [offset, setOffset] = useState(0)
  const [now] = useState(() => Date.now())
  const days = daysOf(now, offset)
  const from = days[0] ?? now
  const calendar = useResource<ContactCalendar>(
    withQuery('/v1/contact-calendar', { from: dayText(from), days: days.length }),
  )
  const t = campaignTexts.value.calendar
  return (
    <Card
      title={t.title}
      lead={t.lead}
      actions={
        <>
          <Button size="small" label={t.before} onPress={() => setOffset(offset - 1)}>
            ‹
          </Button>
          <Button size="small" disabled={offset === 0} onPress={() => setOffset(0)}>
            {t.today}
          </Button>
          <Button size="small" label={t.after} onPress={() => setOffset(offset + 1)}>
            ›
          </Button>
        </>
      }
    >
      <h3>{written(from, { month: 'long', year: 'numeric' })}</h3>
      <Loaded of={calendar}>
        {(data) => (
          <>
            <Sums entries={data.days} />
            <Month days={days} entries={data.days} today={dayText(now)} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Sums({ entries }: { entries: readonly Entry[] }) {
  const t = campaignTexts.value.calendar
  const sum = (of: 'made' | 'planned') => entries.reduce((all, one) => all + one[of], 0)
  if (entries.length === 0) return <p class="soft">{t.none}</p>
  return <p class="soft">{t.sum(number(sum('made')), number(sum('planned')))}</p>
}

type MonthProps = { days: readonly number[]; entries: readonly Entry[]; today: string }

/** The days of a week, Monday first. */
const WEEK = Array.from({ length: 7 }, (_, day) => Date.UTC(2024, 0, 1 + day))

/** The days of a month by weeks that begin on Monday; on a narrow screen a list of those with contacts. */
function Month({ days, entries, today }: MonthProps) {
  const before = ((new Date(days[0] ?? 0).getUTCDay() + 6) % 7) + 1
  return (
    <div class="month">
      <div class="weekdays" aria-hidden="true">
        {WEEK.map((at) => (
          <span key={at}>{written(at, { weekday: 'short' })}</span>
        ))}
      </div>
      <ol>
        {days.map((at, index) => {
          const day = dayText(at)
          const own = entries.filter((one) => one.day === day)
          return (
            <li
              key={day}
              class={`${day === today ? 'today' : ''} ${own.length === 0 ? 'idle' : ''}`}
              style={index === 0 ? { '--column': before } : {}}
            >
              <Day at={at} entries={own} isToday={day === today} />
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Day({ at, entries, isToday }: { at: number; entries: readonly Entry[]; isToday: boolean }) {
  const t = campaignTexts.value.calendar
  const { channels } = texts.value.offers
  return (
    <>
      <time dateTime={dayText(at)} title={written(at, { dateStyle: 'full' })}>
        <span class="weekday">{written(at, { weekday: 'short' })} </span>
        {written(at, { day: 'numeric' })}
        {isToday && <span class="unseen"> {t.today}</span>}
      </time>
      {entries.length > 0 && (
        <ul>
          {entries.flatMap(({ channel, made, planned }) =>
            [
              { count: made, kind: 'made' as const },
              { count: planned, kind: 'planned' as const },
            ].map(
              ({ count, kind }) =>
                count > 0 && (
                  <li key={`${channel} ${kind}`} class={kind}>
                    <span>{channels[channel]}</span> <strong>{number(count)}</strong> <small>{t[kind]}</small>
                  </li>
                ),
            ),
          )}
        </ul>
      )}
    </>
  )
}
