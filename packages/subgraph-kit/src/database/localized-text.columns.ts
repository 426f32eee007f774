import { Column } from 'typeorm';
import { LocalizedText } from '../values/localized-text';

// What the decorators in the class itself would do, without the ORM for those who have no database.
Column({ type: 'text' })(LocalizedText.prototype, 'ar');
Column({ type: 'text', nullable: true })(LocalizedText.prototype, 'en');
