import { loadPairwell, type PairwellApi, type PairwellOptions } from '@pairwell/widget'
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
} from 'react'

const Shop = createContext<PairwellOptions | undefined>(undefined)

/** The options of the shop with its children. */
export type PairwellProviderProps = PairwellOptions & { children?: ReactNode }

/** States the shop for all panels and offers in it, and loads the script when it is first shown. */
export function PairwellProvider({ children, ...options }: PairwellProviderProps): ReactElement {
  // The first ones stay: the script is loaded once.
  const [shop] = useState<PairwellOptions>(options)
  useEffect(() => {
    void loadPairwell(shop)
  }, [shop])
  return createElement(Shop.Provider, { value: shop }, children)
}

/** The script of the shop around a component; null where it cannot be loaded, or no `PairwellProvider` is around. */
export function useLoad(): () => Promise<PairwellApi | null> {
  const options = useContext(Shop)
  return () => (options ? loadPairwell(options) : Promise.resolve(null))
}
