import { useRef, useState } from 'preact/hooks'
import type { GridPage } from '../../../../schema/accounts/white-space.ts'
import { useResource } from '../../../api/resource.ts'
import { Page } from '../../../parts/page.tsx'
import { Empty, Loaded } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { enablementTexts } from '../../../texts/enablement.ts'
import { Areas } from '../areas.tsx'
import { Cards } from './cards.tsx'
import { CoverageOfReps } from './coverage.tsx'
import { QuizOfToday } from './quiz.tsx'

/** What reps learn: questions of the day, families that they have not opened, and a card for each family. */
export function Learn() {
  const about = useResource<GridPage>('/v1/white-space?limit=1')
  const [name, setName] = useState('')
  const cards = useRef<HTMLDivElement>(null)
  // Shows the card of a family.
  const show = (family: string) => {
    setName(family)
    cards.current?.scrollIntoView()
    cards.current?.querySelector('input')?.focus({ preventScroll: true })
  }
  const t = enablementTexts.value.learning
  return (
    <Page title={accountTexts.value.accounts.title} lead={t.lead} help="accounts">
      <Areas at="learn" />
      <Loaded of={about}>
        {({ families }) =>
          families.length === 0 ? (
            <Empty>
              <p>{t.not_analysed}</p>
              <a class="button" href="/console/accounts/grid">
                {t.to_grid}
              </a>
            </Empty>
          ) : (
            <>
              <QuizOfToday onFamily={show} />
              <CoverageOfReps onFamily={show} />
              <div ref={cards}>
                <Cards name={name} onName={setName} />
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
