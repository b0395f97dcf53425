import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

const TABLES = [
  ...(['items', 'orders', 'relations', 'lists', 'imports', 'models'] as const),
  ...([
    'tunings',
    'held_pairs',
    'exclusions',
    'experiments',
    'event_days',
    'offers',
    'segments',
    'decisions',
    'accounts',
    'account_outcomes',
  ] as const),
]
const FORMS = ['csv', 'ndjson'] as const

/** Every table of the shop as a file. What customers bought is in some of them, so only editors are offered them. */
export function Exports() {
  const t = texts.value.exports
  if (!may('editor')) return null
  return (
    <Card title={t.title} lead={t.lead}>
      <Scroll label={t.title}>
        <table class="table">
          <tbody>
            {TABLES.map((table) => (
              <tr key={table}>
                <th scope="row">{t.tables[table]}</th>
                {FORMS.map((form) => (
                  <td key={form}>
                    <a
                      href={`/v1/export/${table}?form=${form}`}
                      download
                      aria-label={t.download(t.tables[table], t[form])}
                    >
                      {t[form]}
                    </a>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="soft small">{t.end}</p>
    </Card>
  )
}
