import { storeContract } from '@frazil/testkit';
import { createMemoryStore } from './memory-store.ts';

storeContract('the memory store', async () => createMemoryStore());
