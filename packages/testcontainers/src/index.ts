export {
  BancContainer,
  GAP_HOST,
  type Judgement,
  type Peer,
  StartedBancContainer,
} from './banc-container.ts';
