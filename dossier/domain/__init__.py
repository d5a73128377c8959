"""The law and the words: values and rules that read no clock, no database and no screen."""
