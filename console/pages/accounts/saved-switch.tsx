import { useState } from 'preact/hooks'
import { useAct } from '../../api/resource.ts'
import { CheckField } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'

type Props = { label: string; checked: boolean; onSave: (on: boolean) => Promise<void> }

/** A switch that is saved at once. It shows what was wished, and after a failure what is stored. */
export function SavedSwitch({ label, checked, onSave }: Props) {
  const [wish, setWish] = useState<boolean | undefined>()
  const save = useAct(async (on: boolean) => {
    setWish(on)
    try {
      await onSave(on)
    } catch (thrown) {
      setWish(undefined)
      throw thrown
    }
  })
  return (
    <>
      <CheckField
        label={label}
        checked={wish ?? checked}
        disabled={save.busy}
        onInput={(on) => void save.run(on)}
      />
      <Failure problem={save.problem} />
    </>
  )
}
