export { storeContract } from './store-contract/store-contract.ts';
