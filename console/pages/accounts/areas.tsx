import { isField, may, me, role } from '../../session.ts'
import { accountTexts } from '../../texts/accounts.ts'

const AREAS = ['grid', 'calls', 'learn', 'team'] as const
type Area = (typeof AREAS)[number]

/** Whether the member may open an area: reps see no team, analysts do no calls; whoever looks at the demo shop sees all of it. */
const mayOpen = (area: Area): boolean => {
  if (me.value?.demo === 'entered') return true
  if (area === 'team') return role.value === 'manager' || may('editor')
  return area === 'grid' || isField() || may('editor')
}

/** The parts of the pages about accounts. */
export function Areas({ at }: { at: Area }) {
  const t = accountTexts.value.accounts
  return (
    <nav class="tabs" aria-label={t.title}>
      {AREAS.filter(mayOpen).map((area) => (
        <a key={area} href={`/console/accounts/${area}`} aria-current={area === at ? 'page' : undefined}>
          {t.areas[area]}
        </a>
      ))}
    </nav>
  )
}
