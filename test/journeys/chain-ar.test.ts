import { theChain } from './chain.ts'

theChain('ar')
