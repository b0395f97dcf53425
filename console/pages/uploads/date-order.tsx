import type { ImportKind } from '../../../schema/imports/imports.ts'
import type { Recognition } from '../../../schema/imports/recognition.ts'
import { DATE_ORDERS } from '../../../vocabulary/dates.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { SelectField } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

type Props = { recognition: Recognition; kind: ImportKind | undefined; onMapped: () => void }

/** Which number of a date such as 3/4/2026 is the day, where the file leaves it open or the merchant has said it before. */
export function DateOrder({ recognition, kind, onMapped }: Props) {
  const { mapping, dates_open, format, header } = recognition
  const t = texts.value.uploads
  const chosen = mapping?.date_order ?? ''
  const save = useAct(async (order: string) => {
    const own = mapping ?? { kind, format, columns: {}, header }
    const date_order = DATE_ORDERS.find((one) => one === order)
    await call('/v1/mappings', { method: 'PUT', json: { ...own, date_order } })
    onMapped()
  })
  if (!dates_open && chosen === '') return null
  return (
    <>
      <SelectField
        label={t.dates_like}
        value={chosen}
        options={(['', ...DATE_ORDERS] as const).map((one) => [one, t.date_orders[one]] as const)}
        onInput={(order) => void save.run(order)}
      />
      <Failure problem={save.problem} />
    </>
  )
}
