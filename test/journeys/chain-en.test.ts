import { theChain } from './chain.ts'

theChain('en')
