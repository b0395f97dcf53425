import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { withQuery } from '../api/call.ts'
import { useResource } from '../api/resource.ts'
import { texts } from '../texts/index.ts'
import { Button } from './button.tsx'
import { Loaded } from './states.tsx'

type Props<Row> = {
  /** Address of a list of the API. */
  path: string
  query: Record<string, string | number | undefined>
  /** What is said of an empty list. */
  none: string
  children: (rows: Row[]) => ComponentChildren
}

/** A list of the API, page by page. */
export function Paged<Row>({ path, query, none, children }: Props<Row>) {
  const [after, setAfter] = useState('')
  const list = useResource<{ items: Row[]; next: string | null }>(
    withQuery(path, { ...query, after: after || undefined }),
  )
  const t = texts.value.common
  return (
    <Loaded of={list}>
      {({ items, next }) => (
        <>
          {items.length === 0 ? <p class="soft">{after === '' ? none : t.no_more}</p> : children(items)}
          <div class="row">
            {after !== '' && <Button onPress={() => setAfter('')}>{t.back}</Button>}
            {next !== null && <Button onPress={() => setAfter(next)}>{t.more}</Button>}
          </div>
        </>
      )}
    </Loaded>
  )
}
