import { insertAsTagManager } from '../../install-tag-manager.ts'

// The page inserts exactly the snippet that it shows.
void insertAsTagManager(document.querySelector('pre')?.textContent ?? '')
