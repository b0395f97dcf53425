import { useState } from 'preact/hooks'
import type { GridPage, GridTotals } from '../../../../schema/accounts/white-space.ts'
import { withQuery } from '../../../api/call.ts'
import { useResource } from '../../../api/resource.ts'
import { ago, days } from '../../../format.ts'
import { Page } from '../../../parts/page.tsx'
import { Loaded, Notice } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { Areas } from '../areas.tsx'
import { mayWrite } from '../may.ts'
import { Beginning } from './begin.tsx'
import { Files } from './files.tsx'
import { Filters } from './filters.tsx'
import { accountsOf, EVERYTHING, type Question } from './question.ts'
import { Rows } from './rows.tsx'
import { Totals } from './totals.tsx'

/** Milliseconds after which the page looks again whether a first analysis is there. */
const EVERY = 3_000

/** Accounts and families: what is bought, what has lapsed, and what could be opened. */
export function Grid() {
  const [isWaiting, setWaiting] = useState(true)
  const about = useResource<GridPage>('/v1/white-space?limit=1', isWaiting ? EVERY : undefined)
  const t = whiteSpaceTexts.value.white_space
  const isThere = (about.data?.families.length ?? 0) > 0
  if (isWaiting && isThere) setWaiting(false)
  return (
    <Page
      title={accountTexts.value.accounts.title}
      lead={t.lead}
      help="accounts"
      actions={
        mayWrite() && (
          <a class="button" href="/console/accounts/new">
            {t.new}
          </a>
        )
      }
    >
      <Areas at="grid" />
      <Loaded of={about}>
        {(data) => (data.families.length === 0 ? <Beginning about={data} /> : <Analysed about={data} />)}
      </Loaded>
    </Page>
  )
}

/** The grid or its sums, after an analysis. */
function Analysed({ about }: { about: GridPage }) {
  const [question, setQuestion] = useState<Question>(EVERYTHING)
  const t = whiteSpaceTexts.value.white_space
  const set = (part: Partial<Question>) => setQuestion((before) => ({ ...before, ...part }))
  const byFamily = useResource<GridTotals>(
    withQuery('/v1/white-space/totals', { by: 'family', ...accountsOf(question) }),
  )
  return (
    <>
      <div class="stack tight">
        {about.computed_at !== null && (
          <p class="soft">{t.analysed(ago(about.computed_at), days(about.horizon_days))}</p>
        )}
        {about.is_cut && (
          <Notice mood="warn">
            <p>{t.cut}</p>
          </Notice>
        )}
      </div>
      <Filters question={question} families={about.families} set={set} />
      {question.view === 'grid' ? (
        <Loaded of={byFamily}>
          {({ items }) => <Rows question={question} totals={items} onFamily={(family) => set({ family })} />}
        </Loaded>
      ) : (
        <Totals
          question={question}
          onFamily={(family) => set({ view: 'grid', family, state: '', sort: 'margin' })}
        />
      )}
      {mayWrite() && <Files />}
    </>
  )
}
