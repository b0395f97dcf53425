import { useResource } from '../../api/resource.ts'
import { number } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { readCsv } from './read-csv.ts'

/** Refused rows that the page shows; the file has all of them. */
const SHOWN = 50

/** Refused rows as a table, and as a file. */
export function Refused({ import_id, count }: { import_id: string; count: number }) {
  const path = `/v1/imports/${import_id}/errors.csv`
  const file = useResource<string>(path)
  const t = texts.value.uploads
  return (
    <Card
      title={`${t.refused_rows}: ${number(count)}`}
      lead={t.refused_lead}
      actions={
        <a href={path} download>
          {t.all_csv}
        </a>
      }
    >
      <Loaded of={file}>
        {(text) => (
          <Scroll label={t.refused_rows}>
            <table class="table refused">
              <thead>
                <tr>
                  <th scope="col" class="number">
                    {t.row}
                  </th>
                  <th scope="col">{t.column}</th>
                  <th scope="col">{t.reason}</th>
                  <th scope="col">{t.value}</th>
                </tr>
              </thead>
              <tbody>
                {readCsv(text)
                  .slice(1, SHOWN + 1)
                  .map(([row = '', column = '', code = '', message = '', value = '']) => (
                    <tr key={`${row} ${column}`}>
                      <td class="number">{row}</td>
                      <td>{column}</td>
                      <td title={message}>{t.row_refused(code) ?? message}</td>
                      <td class="soft">
                        <code>{value}</code>
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Loaded>
    </Card>
  )
}
