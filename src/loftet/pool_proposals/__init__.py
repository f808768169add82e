"""Proposals of joint purchases: what municipalities need alike, who could join; one started from needs."""
