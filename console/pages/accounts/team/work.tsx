import type { RepFigures, TeamView } from '../../../../schema/accounts/team.ts'
import { number } from '../../../format.ts'
import { Scroll } from '../../../parts/scroll.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'

const COUNTS = ['pages_opened', 'accepted', 'rejected', 'later', 'families_opened'] as const

/** The figures of each rep with the change against the same time before. */
export function Work({ view: { items, rankings } }: { view: TeamView }) {
  const t = enablementTexts.value.team_work
  if (items.length === 0) return <p class="soft">{t.none}</p>
  return (
    <>
      <Scroll label={t.work}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.rep}</th>
              {COUNTS.map((one) => (
                <th scope="col" class="number" key={one}>
                  {t[one]}
                </th>
              ))}
              <th scope="col" class="number">
                {t.quiz}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ rep, name, team, accounts, now, before }) => (
              <tr key={rep}>
                <th scope="row" class="named">
                  {name}
                  <span class="soft small block">
                    {team ?? t.no_team} · {t.accounts(accounts, number(accounts))}
                  </span>
                </th>
                {COUNTS.map((one) => (
                  <td class="number" key={one}>
                    {number(now[one])}
                    <Change now={now[one]} before={before[one]} />
                  </td>
                ))}
                <td class="number">
                  {sayQuiz(now)}
                  <Change now={now.quiz_right} before={before.quiz_right} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="soft small">{rankings ? t.ranked : t.by_name}</p>
    </>
  )
}

/** How many questions were answered right. */
function sayQuiz({ quiz_asked, quiz_right }: RepFigures): string {
  const t = enablementTexts.value.team_work
  return quiz_asked === 0 ? t.quiz_none : t.quiz_of(number(quiz_right), number(quiz_asked))
}

/** By how much a figure differs from that of the time before; nothing where there never was anything. */
function Change({ now, before }: { now: number; before: number }) {
  const t = enablementTexts.value.team_work
  const by = now - before
  if (now === 0 && before === 0) return null
  const says = by === 0 ? t.same : by > 0 ? t.more(number(by)) : t.less(number(-by))
  return (
    <span class="soft small change" title={t.against(says, number(before))}>
      {says}
    </span>
  )
}
