import { insertAsTagManager } from '../../install-tag-manager.ts'

// What the page shows as text is what is inserted.
void insertAsTagManager(document.querySelector('pre')?.textContent ?? '')
