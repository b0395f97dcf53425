import type { ComponentChildren } from 'preact'
import { useResource } from '../../api/resource.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { Areas } from './areas.tsx'

/** The list of an area, with a button for a new one; where there is none, what they are for. */
export function ListPage<Row>(props: {
  at: 'campaigns' | 'triggers'
  /** Address of the list in the API, and of the form for a new one. */
  path: string
  form: string
  /** Rows of a page. */
  shown: number
  texts: { title: string; lead: string; list: string; empty: string; new: string; begin: string }
  row: (row: Row) => ComponentChildren
  /** What stands below the list. */
  children?: ComponentChildren
}) {
  const { at, path, form, shown, texts: t } = props
  const any = useResource<{ items: Row[] }>(`${path}?limit=1`)
  const isEmpty = any.data?.items.length === 0
  const button = (text: string) =>
    may('editor') && (
      <a class="button primary" href={form}>
        {text}
      </a>
    )
  return (
    <Page title={t.title} lead={t.lead} help={at} actions={any.data && !isEmpty && button(t.new)}>
      <Areas at={at} />
      <Loaded of={any}>
        {() =>
          isEmpty ? (
            <Empty>
              <p>{t.empty}</p>
              {button(t.begin)}
            </Empty>
          ) : (
            <Card title={t.list}>
              <Paged<Row> path={path} query={{ limit: shown }} none={t.empty}>
                {(rows) => <ul class="rows campaigns">{rows.map(props.row)}</ul>}
              </Paged>
            </Card>
          )
        }
      </Loaded>
      {props.children}
    </Page>
  )
}
